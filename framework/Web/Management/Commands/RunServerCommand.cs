using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Quintet.Checks;
using Quintet.Http;
using Quintet.Logging;
using Quintet.Management.Reload;
using Quintet.Server;

namespace Quintet.Management.Commands;

/// <summary>
/// <c>runserver</c>: serves the project for development. Two processes: the first watches the sources and builds, the second, its child,
/// serves (<see cref="Supervisor"/>).
/// </summary>
internal sealed class RunServerCommand : Command
{
    /// <summary>Set for the serving child: it ends when its standard input does, which happens whatever way its parent ends.</summary>
    public const string ChildVariable = "QUINTET_RUNSERVER_CHILD";

    /// <summary>Tells the parent that waiting for a change would not help.</summary>
    public const int CannotListen = 98;

    public override string Help => "Starts a lightweight web server for development, which restarts when the sources change.";

    public override bool RequiresSystemChecks => false;

    public override void AddArguments(ArgumentParser parser) => parser
        .Argument("addrport", "Optional port number, or ipaddr:port; 127.0.0.1:8000 by default.", required: false)
        .Flag("--noreload", "Serves without watching the sources.");

    public override async Task<int> Execute(CommandArguments arguments)
    {
        var address = ServerAddress.Parse(arguments["addrport"]);
        var isChild = Environment.GetEnvironmentVariable(ChildVariable) == "1";
        var application = Application.Current;
        if (!isChild && !arguments.Flag("--noreload") && ProjectBuild.Find(application.Settings.BaseDir) is { } build)
        {
            using (build)
            {
                return await new Supervisor(build, application.Settings.BaseDir, ["runserver", address.ToArgument(), .. arguments.SkipChecks ? ["--skip-checks"] : (string[])[]], Out, Error).Run();
            }
        }

        using var stop = new StopSignal(watchParent: isChild);
        if (!Check(application, arguments.SkipChecks)) return 1;
        MigrationNotice.Write(application, Terminal);
        application.Prepare();
        try
        {
            var server = await HttpServer.Start(application, address, application.Settings.Debug ? LogRequest : LogOf(application));
            WriteBanner(application, address);
            await stop.Requested;
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3));
            await server.Stop(patience.Token);
            return 0;
        }
        catch (PortInUseException exception)
        {
            Error.WriteLine(Terminal.ErrorStyle.Error($"Error: {exception.Message}. Stop the other program, or choose another port: dotnet run runserver {address.Port + 1}"));
            return isChild ? CannotListen : 1;
        }
    }

    private bool Check(Application application, bool skip)
    {
        if (skip) return true;
        Out.WriteLine("Performing system checks...");
        Out.WriteLine();
        var result = SystemChecks.Run(application, new());
        var fails = result.Fails(CheckLevel.Error);
        SystemChecks.Report(result, fails ? Error : Out, fails ? Terminal.ErrorStyle : Style);
        return !fails;
    }

    private void WriteBanner(Application application, ServerAddress address)
    {
        var quit = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "CTRL-BREAK" : "CONTROL-C";
        Out.WriteLine(DateTime.Now.ToString("MMMM dd, yyyy - HH:mm:ss", CultureInfo.InvariantCulture));
        Out.WriteLine($"Quintet version {QuintetVersion.Text}, using settings '{application.Settings.GetType().FullName}'");
        Out.WriteLine($"Starting development server at {address.Url}");
        Out.WriteLine($"Quit the server with {quit}.");
        Out.WriteLine();
        Out.Flush();
    }

    /// <summary>Outside of debug the project's log hears of requests; null where it does not want to.</summary>
    internal static RequestLog? LogOf(Application application)
    {
        if (application.Settings.Logging is null || application.Loggers.CreateLogger(Log.Server) is var log && !log.IsEnabled(LogLevel.Information)) return null;
        return (request, response) => log.LogInformation("\"{Method} {Path} {Protocol}\" {Status} {Length}", request.Method, request.GetFullPath(), request.Protocol, response.StatusCode, response.ContentLength);
    }

    /// <summary>Django's line: <c>[23/Nov/2026 10:00:00] "GET / HTTP/1.1" 200 1234</c>.</summary>
    private void LogRequest(HttpRequest request, HttpResponse response) => Error.WriteLine(Terminal.ErrorStyle.HttpStatus(response.StatusCode, string.Create(
        CultureInfo.InvariantCulture, $"[{DateTime.Now:dd/MMM/yyyy HH:mm:ss}] \"{request.Method} {request.GetFullPath()} {request.Protocol}\" {response.StatusCode} {response.ContentLength}")));
}
