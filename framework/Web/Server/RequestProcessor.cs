using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Quintet.Db;
using Quintet.Dispatch;
using Quintet.Http;
using Quintet.Logging;
using Quintet.StaticFiles;
using Quintet.Testing;

namespace Quintet.Server;

/// <summary>Told of each answered request.</summary>
internal delegate void RequestLog(HttpRequest request, HttpResponse response);

/// <summary>
/// Where Kestrel, or the test client, hands over: makes the request, reads its body, runs the middleware chain, writes the answer. No
/// HttpContext is made.
/// </summary>
internal sealed class RequestProcessor(Application application, RequestLog? log = null, TestScope? test = null, bool isClient = false) : IHttpApplication<IFeatureCollection>
{
    private readonly Signals _signals = application.Context.Get(Signals.Key);
    private readonly StaticFilesHandler _staticFiles = new(application, isTest: test is not null && !isClient);

    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    /// <remarks>Not async: the ambient context that is set here must reach the view.</remarks>
    public Task ProcessRequestAsync(IFeatureCollection context)
    {
        // In a test's transaction there is one connection; else requests run beside each other, so each has connections of its own.
        if (test is { IsTransaction: true }) return ProcessIn(test.Connections, context, null);
        var connections = (test?.Connections ?? application.Connections).NewScope();
        if (application.Settings.Debug || application.LogsQueries) connections.Record ??= new() { Ended = application.LogsQueries ? LogQuery : null };
        return ProcessIn(connections, context, connections);
    }

    /// <summary>Django's line: <c>(0.002) SELECT …; args=(1,)</c>.</summary>
    private void LogQuery(ExecutedQuery query) => application.Loggers.CreateLogger(Log.Database).LogDebug("({Duration:0.000}) {Sql}; args=({Parameters}); alias={Alias}", query.Duration.TotalSeconds, query.Sql, string.Join(", ", query.Parameters), query.Alias);

    private Task ProcessIn(Connections connections, IFeatureCollection features, Connections? own)
    {
        var scope = application.Context.With(Connections.Key, connections);
        using ((test is null ? scope : scope.With(Mail.Outbox.Key, test.Outbox)).Enter()) return Process(features, own);
    }

    /// <param name="features">The request.</param>
    /// <param name="connections">What it has opened for itself alone; null: nothing.</param>
    private async Task Process(IFeatureCollection features, Connections? connections)
    {
        var request = new HttpRequest(features, application.Settings);
        if (isClient && features.Get<ClientRecord>() is { } record) (request.Record, record.Request) = (record, request);
        try
        {
            await Answer(request, features, connections);
        }
        finally
        {
            if (request.HasFiles) Remove(request);
        }
    }

    private async Task Answer(HttpRequest request, IFeatureCollection features, Connections? connections)
    {
        HttpResponse response;
        try
        {
            response = (_staticFiles.Serve(request) ?? await Answer(request)).For(request);
        }
        finally
        {
            // Before the body goes out: a slow client does not keep a connection.
            connections?.Dispose();
        }

        try
        {
            var noBody = response.StatusCode is 204 or 304 or (>= 100 and < 200);
            response.WriteHead(features.GetRequiredFeature<IHttpResponseFeature>(), withLength: !noBody);
            log?.Invoke(request, response);
            if (response is WebSocketResponse { StatusCode: 101 } socket)
            {
                await socket.Run(features, request.Aborted);
                return;
            }

            var body = features.GetRequiredFeature<IHttpResponseBodyFeature>();
            if (!noBody && request.Method != "HEAD") await response.SendBody(body, request.Aborted);
            await body.CompleteAsync();
        }
        catch (OperationCanceledException) when (request.Aborted.IsCancellationRequested)
        {
            // The client went away.
        }
        catch (Exception exception)
        {
            // Too late for an error page: the server cuts the connection, so that nobody takes a part for the whole.
            application.ErrorLog($"Error while sending the response: {request.Path}", exception);
            throw;
        }
        finally
        {
            response.Release();

            if (_signals.HasReceivers<RequestFinished>()) Finished(new(request, response));

            // A body that is made while it is sent may have opened some again.
            connections?.Dispose();
        }
    }

    /// <summary>Removes uploaded files; one that cannot be is told of, and the others go all the same.</summary>
    private void Remove(HttpRequest request)
    {
        foreach (var (_, file) in request.FILES)
        {
            try
            {
                file.Dispose();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                application.ErrorLog($"The uploaded file '{file.Name}' could not be removed.", exception);
            }
        }
    }

    private void Finished(RequestFinished signal)
    {
        foreach (var exception in _signals.SendRobust(signal).OfType<Exception>()) application.ErrorLog($"Error in a receiver of RequestFinished: {signal.Request.Path}", exception);
    }

    private async ValueTask<HttpResponse> Answer(HttpRequest request)
    {
        try
        {
            if (_signals.HasReceivers<RequestStarted>()) _signals.Send(new RequestStarted(request));
            await RequestBody.ReadFor(request, application);
        }
        catch (Exception exception)
        {
            return await ErrorPages.For(request, exception, application);
        }

        return await application.Handler(request);
    }
}
