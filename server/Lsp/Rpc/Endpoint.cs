using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Quintet.Lsp.Protocol;
using Quintet.Lsp.Session;
using StreamJsonRpc;

namespace Quintet.Lsp.Rpc;

/// <summary>
/// One method that the client may call. Up to its first await a handler runs in the order in which the messages came,
/// so it takes there what it needs of the session's state, and goes on concurrently.
/// </summary>
internal abstract class Endpoint(string method)
{
    public string Method { get; } = method;

    /// <summary>When the lifecycle lets it through.</summary>
    public Phase Phase { get; set; } = Phase.Running;

    public static Endpoint Request<TParams>(string method, Func<TParams, CancellationToken, Task<object?>> handler) where TParams : class =>
        new RequestEndpoint<TParams>(method, handler);

    public static Endpoint Notification<TParams>(string method, Action<TParams> handler) where TParams : class =>
        new NotificationEndpoint<TParams>(method, handler);

    public void AddTo(JsonRpc rpc, Lifecycle lifecycle, Log log)
    {
        var target = CreateTarget(lifecycle, log);
        rpc.AddLocalRpcMethod(
            target.GetType().GetMethod(nameof(RequestTarget<>.InvokeAsync))!,
            target,
            new JsonRpcMethodAttribute(Method) { UseSingleObjectParameterDeserialization = true });
    }

    private protected abstract object CreateTarget(Lifecycle lifecycle, Log log);

    /// <summary>Our own reading of the parameters, so that what does not fit is answered with a sentence instead of a stack trace.</summary>
    private protected static TParams ReadParams<TParams>(string method, JsonElement? json) where TParams : class
    {
        if (json is null or { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } || typeof(TParams) == typeof(NoParams))
        {
            return NoParams.Instance as TParams
                ?? throw new LocalRpcException($"'{method}' needs parameters; none were sent.") { ErrorCode = ErrorCodes.InvalidParams };
        }

        try
        {
            var type = (JsonTypeInfo<TParams>)LspJson.Default.GetTypeInfo(typeof(TParams))!;
            return json.Value.Deserialize(type) ?? throw new JsonException("null is no value for them.");
        }
        catch (JsonException e)
        {
            throw new LocalRpcException($"The parameters of '{method}' do not fit: {e.Message}") { ErrorCode = ErrorCodes.InvalidParams };
        }
    }

    private sealed class RequestEndpoint<TParams>(string method, Func<TParams, CancellationToken, Task<object?>> handler) : Endpoint(method) where TParams : class
    {
        private protected override object CreateTarget(Lifecycle lifecycle, Log log) => new RequestTarget<TParams>(this, handler, lifecycle, log);
    }

    private sealed class NotificationEndpoint<TParams>(string method, Action<TParams> handler) : Endpoint(method) where TParams : class
    {
        private protected override object CreateTarget(Lifecycle lifecycle, Log log) => new NotificationTarget<TParams>(this, handler, lifecycle, log);
    }

    // The library calls these by reflection, which wants public methods with optional parameters.
    internal sealed class RequestTarget<TParams>(Endpoint endpoint, Func<TParams, CancellationToken, Task<object?>> handler, Lifecycle lifecycle, Log log) where TParams : class
    {
        public async Task<object?> InvokeAsync(JsonElement? parameters = null, CancellationToken cancellation = default)
        {
            lifecycle.Admit(endpoint);
            var (began, outcome) = (Stopwatch.GetTimestamp(), (string?)null);
            try
            {
                return await handler(ReadParams<TParams>(endpoint.Method, parameters), cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                outcome = "cancelled";
                throw;
            }
            catch (LocalRpcException e)
            {
                outcome = "refused: " + e.Message;
                throw;
            }
            catch (Exception e)
            {
                // The failure boundary of a request: it fails alone.
                outcome = "failed";
                log.Error($"'{endpoint.Method}' failed. It was asked with {Log.Shorten(parameters)}", e);
                throw new LocalRpcException($"'{endpoint.Method}' failed: {e.GetType().Name}: {e.Message}") { ErrorCode = ErrorCodes.InternalError };
            }
            finally
            {
                log.Trace(endpoint.Method, parameters, Stopwatch.GetElapsedTime(began), outcome);
            }
        }
    }

    internal sealed class NotificationTarget<TParams>(Endpoint endpoint, Action<TParams> handler, Lifecycle lifecycle, Log log) where TParams : class
    {
        public void InvokeAsync(JsonElement? parameters = null)
        {
            if (!lifecycle.Lets(endpoint)) return;
            var (began, outcome) = (Stopwatch.GetTimestamp(), (string?)null);
            try
            {
                handler(ReadParams<TParams>(endpoint.Method, parameters));
            }
            catch (Exception e)
            {
                // The failure boundary of a notification: nobody waits for an answer, so it is told in the log.
                outcome = "failed";
                log.Error($"'{endpoint.Method}' failed. It came with {Log.Shorten(parameters)}", e);
            }
            finally
            {
                log.Trace(endpoint.Method, parameters, Stopwatch.GetElapsedTime(began), outcome);
            }
        }
    }
}

/// <summary>The parameters of a method that has none; whatever a client sends instead is not looked at.</summary>
internal sealed record NoParams
{
    public static readonly NoParams Instance = new();
}
