using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Quintet.Middleware;

namespace Quintet.Http;

/// <summary>
/// Turns the request into a WebSocket (RFC 6455), if it asks for one: other requests get 426. A page of another site is refused with 403, as its browser would send this site's
/// cookies along: the <c>Origin</c> is this site's, one of <c>Settings.CsrfTrustedOrigins</c> or of <see cref="AllowedOrigins"/>.
/// </summary>
/// <param name="handler">Speaks with the client until it returns; the token ends when the client went away. An exception closes the connection with 1011.</param>
public sealed class WebSocketResponse(Func<WebSocket, CancellationToken, Task> handler) : HttpResponse("", "", 101)
{
    private const int KeyLength = 16;

    /// <summary>Other sites whose pages may connect, <c>https://example.com</c>; <c>*</c> is any.</summary>
    public IReadOnlyCollection<string> AllowedOrigins { get; init; } = [];

    /// <summary>The sub-protocols that are spoken here, the best first; the first that the client offers is taken.</summary>
    public IReadOnlyList<string> SubProtocols { get; init; } = [];

    /// <summary>After how long without a message a ping is sent.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(30);

    private string? SubProtocol { get; set; }

    internal override HttpResponse For(HttpRequest request)
    {
        var headers = request.Headers;
        if (request.Method != "GET" || !Lists(headers["Upgrade"], "websocket") || !Lists(headers["Connection"], "Upgrade")
            || request.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true })
        {
            return new HttpResponse("This address is for WebSockets.", "text/plain; charset=utf-8", 426) { ["Upgrade"] = "websocket", ["Connection"] = "Upgrade" };
        }

        if (headers["Sec-WebSocket-Version"] != "13") return new HttpResponse("", "", 426) { ["Sec-WebSocket-Version"] = "13" };
        var key = headers["Sec-WebSocket-Key"] ?? "";
        Span<byte> bytes = stackalloc byte[KeyLength + 2];
        if (!Convert.TryFromBase64String(key, bytes, out var length) || length != KeyLength) return new HttpResponseBadRequest("The Sec-WebSocket-Key is not 16 bytes in Base64.");
        if (headers["Origin"] is { } origin && !AllowedOrigins.Contains("*") && !AllowedOrigins.Contains(origin) && !new CsrfOrigins(request.Settings).IsGood(origin, request))
        {
            return new HttpResponseForbidden($"Origin checking failed - {Html.Escape(origin)} does not match any trusted origins.");
        }

        Headers["Connection"] = "Upgrade";
        Headers["Upgrade"] = "websocket";
        Headers["Sec-WebSocket-Accept"] = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
        var offered = HttpUtils.SplitList(headers["Sec-WebSocket-Protocol"]);
        SubProtocol = SubProtocols.FirstOrDefault(offered.Contains);
        if (SubProtocol is not null) Headers["Sec-WebSocket-Protocol"] = SubProtocol;
        return this;
    }

    /// <summary>Takes over the connection.</summary>
    internal async Task Run(IFeatureCollection features, CancellationToken cancellation)
    {
        var stream = await features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, SubProtocol = SubProtocol, KeepAliveInterval = KeepAliveInterval });
        try
        {
            await handler(socket, cancellation);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException && (cancellation.IsCancellationRequested || socket.State is WebSocketState.Aborted))
        {
            // The client went away.
            return;
        }
        catch
        {
            await Close(socket, WebSocketCloseStatus.InternalServerError);
            throw;
        }

        await Close(socket, WebSocketCloseStatus.NormalClosure);
    }

    private static async Task Close(WebSocket socket, WebSocketCloseStatus status)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        try
        {
            await socket.CloseOutputAsync(status, "", CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // It was cut in this moment: closed all the same.
            socket.Abort();
        }
    }

    private static bool Lists(string? header, string name) => HttpUtils.SplitList(header).Contains(name, StringComparer.OrdinalIgnoreCase);
}
