using Quintet.Server;

namespace Quintet.Testing;

/// <summary>
/// A class of tests with a server that really listens (Django's <c>LiveServerTestCase</c>), for a browser or another program: at <see cref="LiveServerUrl"/>, on the test's database. What it changes is committed, and gone after the test. Static files are served.
/// </summary>
public abstract class LiveServerTestCase : TransactionTestCase
{
    internal const string Host = "127.0.0.1";

    private HttpServer? _server;

    /// <summary>Where the server is: <c>http://127.0.0.1:38423</c>. It is started when this is first asked for.</summary>
    protected string LiveServerUrl
    {
        get
        {
            _server ??= Task.Run(() => HttpServer.Start(TestApplication.Application, ServerAddress.Default with { Port = 0 }, test: Scope)).GetAwaiter().GetResult();
            return _server.Addresses.First();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_server is { } server)
        {
            _server = null;
            // Requests that are under way would miss the database.
            Task.Run(async () =>
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
                await server.Stop(patience.Token);
            }).GetAwaiter().GetResult();
        }

        base.Dispose();
        GC.SuppressFinalize(this);
    }
}
