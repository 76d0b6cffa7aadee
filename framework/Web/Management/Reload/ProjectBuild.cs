using System.Diagnostics;
using System.Reflection;

namespace Quintet.Management.Reload;

/// <summary>Builds the project into folders beside the usual output, so that a running program is never overwritten.</summary>
internal sealed class ProjectBuild : IDisposable
{
    private readonly string _project;
    private readonly string _programFile;
    private readonly string _configuration;
    private (string Folder, FileStream Lock)? _place;

    private ProjectBuild(string project, string programFile, string configuration)
    {
        _project = project;
        _programFile = programFile;
        _configuration = configuration;
    }

    private string Folder => Path.GetDirectoryName(_project)!;

    /// <summary>The project in a folder; null where there is none, as beside a published program.</summary>
    public static ProjectBuild? Find(string folder)
    {
        if (Assembly.GetEntryAssembly() is not { } entry || string.IsNullOrEmpty(entry.Location)) return null;
        var projects = Directory.GetFiles(folder, "*.csproj");
        var project = projects.Length == 1 ? projects[0] : projects.FirstOrDefault(path => Path.GetFileNameWithoutExtension(path) == entry.GetName().Name);
        if (project is null) return null;
        return new(project, Path.GetFileName(entry.Location), entry.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug");
    }

    /// <summary>The folder of one of the two programs that take turns. Another server of the same project has folders of its own.</summary>
    public string SlotFolder(int slot) => Path.Combine((_place ??= TakePlace()).Folder, slot % 2 == 0 ? "a" : "b");

    public string ProgramIn(int slot) => Path.Combine(SlotFolder(slot), _programFile);

    public void Dispose() => _place?.Lock.Dispose();

    /// <summary>Copies the program that runs now: <c>dotnet run</c> has just built it.</summary>
    public void CopyCurrent(int slot)
    {
        var source = new DirectoryInfo(AppContext.BaseDirectory);
        var target = SlotFolder(slot);
        foreach (var file in source.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var copy = new FileInfo(Path.Combine(target, Path.GetRelativePath(source.FullName, file.FullName)));
            if (copy.Exists && copy.Length == file.Length && copy.LastWriteTimeUtc == file.LastWriteTimeUtc) continue;
            copy.Directory!.Create();
            file.CopyTo(copy.FullName, overwrite: true);
        }
    }

    /// <summary>Builds into a slot.</summary>
    /// <returns>The compiler's messages where the build failed; null where it succeeded.</returns>
    public async Task<string?> Build(int slot, bool restore, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(DotnetHost.Program)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        string[] arguments = ["build", _project, "-c", _configuration, "-o", SlotFolder(slot), "-nologo", "-v:q", "-tl:off", "-clp:NoSummary", "-nodeReuse:false"];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        if (!restore) start.ArgumentList.Add("--no-restore");
        using var process = Process.Start(start) ?? throw new CommandError("dotnet build could not be started.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await process.WaitForExitAsync(cancellation);
            var text = (await output + await errors).Trim();
            return process.ExitCode == 0 ? null : text.Length > 0 ? text : $"dotnet build failed with exit code {process.ExitCode}.";
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>The first folder below <c>bin/runserver</c> that no other server holds. The system gives the lock back however this process ends.</summary>
    private (string Folder, FileStream Lock) TakePlace()
    {
        for (var number = 1; ; number++)
        {
            var folder = Path.Combine(Folder, "bin", "runserver", number.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Directory.CreateDirectory(folder);
            try
            {
                return (folder, new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (number < 100)
            {
                // Another server holds it.
            }
        }
    }
}
