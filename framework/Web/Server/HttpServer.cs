using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Quintet.Server;

/// <summary>Kestrel alone, without a host, a container or the MVC pipeline: it starts in a fraction of their time.</summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private readonly KestrelServer _kestrel;

    private HttpServer(KestrelServer kestrel) => _kestrel = kestrel;

    /// <summary>The addresses that are listened on, with the port that the system chose.</summary>
    public IReadOnlyCollection<string> Addresses => [.. _kestrel.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses];

    /// <summary>Starts listening.</summary>
    /// <exception cref="PortInUseException">Another program listens there.</exception>
    /// <param name="application">Whose pages are served.</param>
    /// <param name="address">Where.</param>
    /// <param name="log">Told of each request.</param>
    /// <param name="limits">Changes the limits.</param>
    /// <param name="test">The test that it is for.</param>
    public static async Task<HttpServer> Start(Application application, ServerAddress address, RequestLog? log = null, Action<KestrelServerLimits>? limits = null, Testing.TestScope? test = null)
    {
        var options = new KestrelServerOptions { AddServerHeader = false, ApplicationServices = NoServices.Instance };
        options.ResponseHeaderEncodingSelector = _ => System.Text.Encoding.Latin1;
        SetLimits(options.Limits);
        limits?.Invoke(options.Limits);
        if (address.Ip is { } ip) options.Listen(ip, address.Port);
        else options.ListenLocalhost(address.Port);
        var loggers = application.Settings.Logging is null ? NullLoggerFactory.Instance : application.Loggers;
        var kestrel = new KestrelServer(Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers), loggers);
        try
        {
            await kestrel.StartAsync(new RequestProcessor(application, log, test), CancellationToken.None);
            return new(kestrel);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            kestrel.Dispose();
            throw new PortInUseException(address);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AccessDenied or SocketError.AddressNotAvailable)
        {
            kestrel.Dispose();
            throw new Management.CommandError(exception.SocketErrorCode == SocketError.AccessDenied
                ? "You don't have permission to access that port."
                : string.Create(CultureInfo.InvariantCulture, $"That IP address ({address.Host}) can't be assigned to: it is none of this machine."));
        }
        catch
        {
            kestrel.Dispose();
            throw;
        }
    }

    /// <summary>What one client may take: who sends or reads slower, or more, keeps nobody else waiting.</summary>
    internal static void SetLimits(KestrelServerLimits limits)
    {
        // The settings' limit answers with 413 and says why; Kestrel's would only cut the connection.
        limits.MaxRequestBodySize = null;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestHeaderCount = 100;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(30);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
        limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }

    /// <summary>Stops listening, waits for requests under way until the token ends, then cuts them off.</summary>
    public async Task Stop(CancellationToken cancellation)
    {
        await _kestrel.StopAsync(cancellation);
        _kestrel.Dispose();
    }

    public async ValueTask DisposeAsync() => await Stop(new CancellationToken(canceled: true));

    /// <summary>Kestrel asks for optional services only.</summary>
    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}

/// <summary>Another program listens on the port.</summary>
internal sealed class PortInUseException(ServerAddress address) : Exception($"That port is already in use: {address.Host}:{address.Port}")
{
    public ServerAddress Address { get; } = address;
}
