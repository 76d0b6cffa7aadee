using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Quintet.Http;

/// <summary>
/// Events that a page hears as they happen (server-sent events; <c>new EventSource(url)</c> in a script). The response lasts until the sequence ends, the client goes or the server
/// stops; its token ends then. A browser that was cut off comes again, with the last event's id in the header <c>Last-Event-ID</c>.
/// </summary>
public sealed class EventStreamResponse : StreamingHttpResponse
{
    // Ends when the server stops: nobody waits for a stream that would not end by itself.
    private CancellationToken _closing;

    /// <param name="events">The events.</param>
    /// <param name="heartbeat">After how long without an event a comment is sent, so that nobody between takes the connection for dead; 15 s by default, <see cref="TimeSpan.Zero"/> for never.</param>
    public EventStreamResponse(IAsyncEnumerable<ServerSentEvent> events, TimeSpan? heartbeat = null)
        : base((stream, cancellation) => Send(events, stream, heartbeat ?? TimeSpan.FromSeconds(15), cancellation), "text/event-stream")
    {
        Headers["Cache-Control"] = "no-cache";
        // nginx would wait for more.
        Headers["X-Accel-Buffering"] = "no";
    }

    internal override HttpResponse For(HttpRequest request)
    {
        _closing = request.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        return base.For(request);
    }

    internal override async ValueTask WriteBody(IHttpResponseBodyFeature body, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _closing);
        try
        {
            await base.WriteBody(body, either.Token);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // The browser comes again by itself.
        }
    }

    private static async Task Send(IAsyncEnumerable<ServerSentEvent> source, Stream stream, TimeSpan heartbeat, CancellationToken cancellation)
    {
        var events = source.GetAsyncEnumerator(cancellation);
        Task<bool>? next = null;
        try
        {
            // The browser knows that it is connected before anything happens.
            await stream.FlushAsync(cancellation);
            while (true)
            {
                next ??= events.MoveNextAsync().AsTask();
                if (!next.IsCompleted && !await IsThereWithin(next, heartbeat, cancellation))
                {
                    await stream.WriteAsync(": \n\n"u8.ToArray(), cancellation);
                    await stream.FlushAsync(cancellation);
                    continue;
                }

                if (!await next) return;
                next = null;
                await stream.WriteAsync(Encoding.UTF8.GetBytes(events.Current.ToText()), cancellation);
                await stream.FlushAsync(cancellation);
            }
        }
        finally
        {
            // A sequence that does not look at its token ends later; until then it may not be disposed of.
            if (next is null || next.IsCompleted) await events.DisposeAsync();
            else _ = DisposeAfter(next, events);
        }
    }

    private static async Task<bool> IsThereWithin(Task<bool> next, TimeSpan heartbeat, CancellationToken cancellation)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var wait = Task.Delay(heartbeat == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : heartbeat, timer.Token);
        var first = await Task.WhenAny(next, wait);
        await timer.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
        return first == next;
    }

    private static async Task DisposeAfter(Task<bool> next, IAsyncEnumerator<ServerSentEvent> events)
    {
        await Task.WhenAny(next);
        await events.DisposeAsync();
    }
}

/// <summary>An event that a page hears.</summary>
/// <param name="Data">The text; lines are kept.</param>
public sealed record ServerSentEvent(string Data)
{
    /// <summary>The kind, which scripts listen for; null: <c>message</c>.</summary>
    /// <exception cref="ArgumentException">It has a line break.</exception>
    public string? Event { get; init => field = OneLine(value, nameof(Event)); }

    /// <summary>What a browser that was cut off says it had last.</summary>
    /// <exception cref="ArgumentException">It has a line break or a NUL.</exception>
    public string? Id { get; init => field = OneLine(value, nameof(Id)); }

    /// <summary>How long a browser waits before it comes again.</summary>
    public TimeSpan? Retry { get; init; }

    public static implicit operator ServerSentEvent(string data) => new(data);

    internal string ToText()
    {
        var text = new StringBuilder(Data.Length + 32);
        if (Id is not null) text.Append("id: ").Append(Id).Append('\n');
        if (Event is not null) text.Append("event: ").Append(Event).Append('\n');
        if (Retry is { } retry) text.Append(CultureInfo.InvariantCulture, $"retry: {(long)retry.TotalMilliseconds}\n");
        foreach (var line in Data.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r')) text.Append("data: ").Append(line).Append('\n');
        return text.Append('\n').ToString();
    }

    private static string? OneLine(string? text, string what) => text is null || text.AsSpan().IndexOfAny('\r', '\n', '\0') < 0
        ? text
        : throw new ArgumentException($"{what} of an event is one line, without NUL.", what);
}
