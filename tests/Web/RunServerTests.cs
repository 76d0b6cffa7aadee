using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Quintet.Management.Reload;
using Quintet.Tests;

namespace WebTests;

/// <summary>The real thing: a project on disk, built by the SDK, served by two processes.</summary>
public sealed class RunServerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("quintet-runserver-").FullName;
    private readonly int _port = FreePort();
    private readonly List<Process> _processes = [];

    [Fact]
    public async Task A_change_restarts_an_error_does_not_and_nothing_is_left_behind()
    {
        Write("Manage.cs", "return await Quintet.Management.ManagementUtility.ExecuteFromCommandLine<Settings>(args);");
        Write("Page.cs", Page("one"));
        Write("site.csproj", Project());
        await Run("build", "-nologo", "-v:q", "-nodeReuse:false");
        var server = new Watched(Start("exec", Path.Combine(_folder, "bin", "Debug", "net10.0", "site.dll"), "runserver", _port.ToString(CultureInfo.InvariantCulture)));

        await server.Line($"Starting development server at http://127.0.0.1:{_port}/");
        await server.Line("Quit the server with CONTROL-C.");
        Assert.Equal("one", await Get());

        Write("Page.cs", Page("two"));
        await server.Line("Page.cs changed, building.");
        await server.Line("Starting development server at ");
        Assert.Equal("two", await Get());

        Write("Page.cs", "this is no C#");
        await server.Line("Page.cs(1,");
        await server.Line("The build failed");
        Assert.Equal("two", await Get());

        Directory.CreateDirectory(Path.Combine(_folder, "New"));
        Write("Page.cs", Page("three"));
        Write("New/More.cs", "class More;");
        await server.Line("Starting development server at ");
        Assert.Equal("three", await Get());

        // Not asked to end: killed, as by a closed editor.
        server.Process.Kill();
        await server.Ended();
        await NobodyListens();
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_ends_both_processes(string signal)
    {
        if (OperatingSystem.IsWindows()) return;
        Write("Manage.cs", "return await Quintet.Management.ManagementUtility.ExecuteFromCommandLine<Settings>(args);");
        Write("Page.cs", Page("one"));
        Write("site.csproj", Project());
        await Run("build", "-nologo", "-v:q", "-nodeReuse:false");
        var server = new Watched(Start("exec", Path.Combine(_folder, "bin", "Debug", "net10.0", "site.dll"), "runserver", _port.ToString(CultureInfo.InvariantCulture)));
        await server.Line("Quit the server with CONTROL-C.");
        var occupied = Start("exec", Path.Combine(_folder, "bin", "Debug", "net10.0", "site.dll"), "runserver", _port.ToString(CultureInfo.InvariantCulture));
        var second = new Watched(occupied);
        await second.Line($"Error: That port is already in use: 127.0.0.1:{_port}.");
        Assert.Equal(1, await second.Ended());

        using var kill = Process.Start("kill", [$"-{signal}", server.Process.Id.ToString(CultureInfo.InvariantCulture)]);

        Assert.Equal(0, await server.Ended());
        await NobodyListens();
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_ends_the_tests_and_their_databases_go(string signal)
    {
        if (OperatingSystem.IsWindows()) return;
        Write("Manage.cs", "return await Quintet.Management.ManagementUtility.ExecuteFromCommandLine<Settings>(args);");
        Write("Page.cs", Page("one").Replace("typeof(Urls));", "typeof(Urls), new() { [\"default\"] = new Quintet.Db.Sqlite(\"db.sqlite3\") { Test = new() { Name = \"test.sqlite3\" } } });").Replace("RootUrlConf) =", "RootUrlConf, Databases) ="));
        Write("site.csproj", Project());
        await Run("build", "-nologo", "-v:q", "-nodeReuse:false");
        Directory.CreateDirectory(Path.Combine(_folder, "tests"));
        Write("tests/site.Tests.csproj", "<Project />");
        // In the place of `dotnet test`: tests that made their databases and never end.
        var host = Path.Combine(_folder, "dotnet.sh");
        File.WriteAllText(host, "#!/bin/sh\ntouch test.sqlite3 test_1.sqlite3\necho running $$ \"$@\"\nexec sleep 600\n");
        File.SetUnixFileMode(host, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var command = new Watched(Start(new Dictionary<string, string> { ["DOTNET_HOST_PATH"] = host }, "exec", Path.Combine(_folder, "bin", "Debug", "net10.0", "site.dll"), "test", "--failfast"));
        var running = (await command.Line("running ")).Split(' ');
        Assert.Equal(["test", Path.Combine(_folder, "tests", "site.Tests.csproj")], running[2..4]);

        using var kill = Process.Start("kill", [$"-{signal}", command.Process.Id.ToString(CultureInfo.InvariantCulture)]);

        Assert.Equal(130, await command.Ended());
        Assert.Empty(Directory.GetFiles(_folder, "*.sqlite3"));
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(int.Parse(running[1], CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("Blog/Views.cs", true)]
    [InlineData("mysite.csproj", true)]
    [InlineData("Blog/Migrations/0001_initial.cs", true)]
    [InlineData("bin/Debug/x.cs", false)]
    [InlineData("obj/x.cs", false)]
    [InlineData("media/upload.cs", false)]
    [InlineData("Blog/static/blog/x.cs", false)]
    [InlineData("Blog/templates/blog/index.html", false)]
    [InlineData("Blog/.#Views.cs", false)]
    [InlineData("tests/BlogTests.cs", false)]
    public void Only_sources_of_the_program_are_watched(string path, bool isSource) => Assert.Equal(isSource, SourceWatcher.IsSource(path));

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Page(string text) => $$"""
        using Quintet.Http;
        using Quintet.Urls;
        using static Quintet.Urls.UrlHelpers;

        public class Settings : Quintet.Conf.Settings
        {
            public Settings() => (Debug, SecretKey, RootUrlConf) = (true, "x", typeof(Urls));
        }

        public class Urls : UrlConf
        {
            public override IEnumerable<UrlPattern> UrlPatterns => [Path("", (HttpRequest request) => new HttpResponse("{{text}}"))];
        }
        """;

    /// <summary>References the assemblies that this test runs with, so that no package is needed.</summary>
    private static string Project() => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally>
          </PropertyGroup>
          <ItemGroup>
            <FrameworkReference Include="Microsoft.AspNetCore.App" />
            <Reference Include="{AppContext.BaseDirectory}/Quintet.*.dll" Exclude="{AppContext.BaseDirectory}/*.Tests.dll" />
            <Reference Include="{AppContext.BaseDirectory}/System.CommandLine.dll" />
            <Reference Include="{AppContext.BaseDirectory}/Scriban.Signed.dll" />
            <Reference Include="{AppContext.BaseDirectory}/Microsoft.Data.Sqlite.dll" />
            <Reference Include="{AppContext.BaseDirectory}/SQLitePCLRaw.*.dll" />
          </ItemGroup>
        </Project>
        """;

    private void Write(string path, string text) => File.WriteAllText(Path.Combine(_folder, path), text);

    private Process Start(params string[] arguments) => Start([], arguments);

    private Process Start(Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        DotnetSdk.Prepare(start);
        // This test may itself run below a server of ours.
        start.Environment.Remove("QUINTET_RUNSERVER_CHILD");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        _processes.Add(process);
        return process;
    }

    private async Task Run(params string[] arguments)
    {
        var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(process.ExitCode == 0, await output);
    }

    private async Task<string> Get()
    {
        using var client = new HttpClient();
        return await client.GetStringAsync($"http://127.0.0.1:{_port}/");
    }

    private async Task NobodyListens()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, _port, patience.Token);
                // It still listens: the connection ends when the process does.
                while (await client.GetStream().ReadAsync(new byte[1], patience.Token) > 0)
                {
                }
            }
            catch (Exception exception) when (exception is SocketException or IOException)
            {
                if (exception is SocketException { SocketErrorCode: SocketError.ConnectionRefused }) return;
            }
        }
    }

    /// <summary>A process whose lines are waited for.</summary>
    private sealed class Watched
    {
        private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
        private readonly List<string> _seen = [];

        public Watched(Process process)
        {
            Process = process;
            process.OutputDataReceived += (_, e) => Add(e.Data);
            process.ErrorDataReceived += (_, e) => Add(e.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();

            void Add(string? line)
            {
                if (line is not null) _lines.Writer.TryWrite(line);
            }
        }

        public Process Process { get; }

        public async Task<string> Line(string part)
        {
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                while (true)
                {
                    var line = await _lines.Reader.ReadAsync(patience.Token);
                    _seen.Add(line);
                    if (line.Contains(part, StringComparison.Ordinal)) return line;
                }
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"No line with '{part}' came. What came:\n{string.Join('\n', _seen)}");
                throw;
            }
        }

        public async Task<int> Ended()
        {
            // Not WaitForExit: it waits for the pipes, too, which a child that is left behind would keep open.
            var ended = new TaskCompletionSource();
            Process.EnableRaisingEvents = true;
            Process.Exited += (_, _) => ended.TrySetResult();
            if (Process.HasExited) ended.TrySetResult();
            await ended.Task.WaitAsync(Patience);
            return Process.ExitCode;
        }
    }
}
