using System.IO.Enumeration;
using Quintet.Conf;
using Quintet.StaticFiles;

namespace Quintet.Management.Commands;

/// <summary><c>collectstatic</c></summary>
internal sealed class CollectStaticCommand : Command
{
    private static readonly string[] UsuallyIgnored = ["CVS", ".*", "*~"];

    public override string Help => "Collect static files in a single location.";

    public override void AddArguments(ArgumentParser parser) => parser
        .Flag("--noinput", "Does not ask; also --no-input.", "--no-input")
        .Flag("--no-post-process", "Do NOT post process collected files: they keep their names.")
        .Options("--ignore", "Ignore files or directories matching this glob-style pattern. Use multiple times to ignore more.")
        .Flag("--dry-run", "Do everything except modify the filesystem.")
        .Flag("--clear", "Clear the existing files before trying to copy or link the original file.")
        .Flag("--link", "Create a symbolic link to each file instead of copying.")
        .Flag("--no-default-ignore", "Don't ignore the common private glob-style patterns (defaults to 'CVS', '.*' and '*~').");

    public override Task<int> Execute(CommandArguments arguments)
    {
        var application = Application.Current;
        var settings = application.Settings;
        if (settings.StaticRoot is not { } place) throw new CommandError("You're collecting static files without having set StaticRoot to a filesystem path. Set it in the settings: StaticRoot = BaseDir / \"staticfiles\".");
        var root = Path.GetFullPath(place);
        var (dryRun, clear, link) = (arguments.Flag("--dry-run"), arguments.Flag("--clear"), arguments.Flag("--link"));
        if (!arguments.Flag("--noinput") && !dryRun && !IsSure(root, clear))
        {
            throw new CommandError("Collecting static files cancelled.");
        }

        try
        {
            if (clear) Clear(root, dryRun);
            var (files, duplicates) = Files(application, [.. arguments.List("--ignore"), .. arguments.Flag("--no-default-ignore") ? [] : UsuallyIgnored]);
            foreach (var (path, file) in duplicates)
            {
                Terminal.Error.WriteLine($"Found another file with the destination path '{path}': {file.Location}. It will be ignored since only the first encountered file is collected. If this is not what you want, make sure every static file has a unique path.");
            }

            var (copied, unmodified) = Copy(root, files, dryRun, link);
            var made = arguments.Flag("--no-post-process") || dryRun ? 0 : PostProcess(settings, root, files);
            var done = dryRun ? "(pretending) " : "";
            Out.WriteLine($"\n{done}{copied} static file{(copied == 1 ? "" : "s")} {(link ? "symlinked" : "copied")} to '{root}'{(unmodified > 0 ? $", {unmodified} unmodified" : "")}{(made > 0 ? $", {made} post-processed" : "")}.");
            return Task.FromResult(0);
        }
        catch (Exception exception) when (exception is StaticFilesException or IOException or UnauthorizedAccessException)
        {
            throw new CommandError(exception.Message);
        }
    }

    private bool IsSure(string root, bool clear)
    {
        if (Terminal.IsInteractive)
        {
            Out.Write(
                $"""

                You have requested to collect static files at the destination
                location as specified in your settings:

                    {root}

                {(clear ? "This will DELETE ALL FILES in this location!" : "This will overwrite existing files!")}
                Are you sure you want to do this?


                """);
        }

        return Terminal.Ask("Type 'yes' to continue, or 'no' to cancel: ", "Say --noinput to collect without a question.") == "yes";
    }

    private static (SortedDictionary<string, StaticFile> Files, List<(string Path, StaticFile File)> Duplicates) Files(Application application, IReadOnlyList<string> ignored)
    {
        var files = new SortedDictionary<string, StaticFile>(StringComparer.Ordinal);
        var duplicates = new List<(string, StaticFile)>();
        foreach (var (path, file) in application.StaticFiles.Finders.SelectMany(finder => finder.List()).Where(pair => !IsIgnored(pair.Path, ignored)))
        {
            if (!files.TryAdd(path, file)) duplicates.Add((path, file));
        }

        return (files, duplicates);
    }

    /// <summary>Whether a pattern fits the path, its file's name, or that of one of its folders.</summary>
    private static bool IsIgnored(string path, IReadOnlyList<string> patterns) => patterns.Any(pattern =>
        FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: false) || path.Split('/').Any(part => FileSystemName.MatchesSimpleExpression(pattern, part, ignoreCase: false)));

    private void Clear(string root, bool dryRun)
    {
        if (!Directory.Exists(root)) return;
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).ToList())
        {
            if (dryRun) Out.WriteLine($"Pretending to delete '{Path.GetRelativePath(root, file)}'");
            else File.Delete(file);
        }
    }

    private (int Copied, int Unmodified) Copy(string root, SortedDictionary<string, StaticFile> files, bool dryRun, bool link) => Terminal.Progress(link ? "Linking" : "Copying", files.Count, report =>
    {
        var (copied, unmodified) = (0, 0);
        foreach (var (path, file) in files)
        {
            report(copied + unmodified);
            var target = SafePath.Join(root, path) ?? throw new StaticFilesException($"The path '{path}' of {file.Location} leads out of {root}.");
            // A link needs something on the disk to lead to.
            var isLink = link && file.Path is not null;
            if (IsUpToDate(file, new(target), isLink))
            {
                unmodified++;
                continue;
            }

            copied++;
            if (dryRun) Out.WriteLine($"Pretending to {(isLink ? "link" : "copy")} '{file.Location}'");
            else Put(file, target, isLink);
        }

        return (copied, unmodified);
    });

    private static void Put(StaticFile file, string target, bool link)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Delete(target);
        if (link)
        {
            File.CreateSymbolicLink(target, file.Path!);
            return;
        }

        if (file.Path is { } path)
        {
            File.Copy(path, target);
        }
        else
        {
            using (var content = file.OpenRead())
            using (var copy = File.Create(target)) content.CopyTo(copy);
            File.SetLastWriteTimeUtc(target, file.LastModified);
        }

        // A copy of a file that may not be written may be replaced by the next one all the same.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    private static bool IsUpToDate(StaticFile file, FileInfo target, bool link)
    {
        if (!target.Exists) return false;
        if (link) return target.LinkTarget is { } leads && Path.GetFullPath(leads) == Path.GetFullPath(file.Path!);
        // A link of an earlier --link would be written through.
        return target.LinkTarget is null && target.LastWriteTimeUtc >= file.LastModified && target.Length == file.Length;
    }

    private int PostProcess(Settings settings, string root, SortedDictionary<string, StaticFile> files) => Terminal.Progress("Post-processing", files.Count, report =>
    {
        var made = 0;
        foreach (var _ in settings.StaticFilesStorage.PostProcess(root, settings.StaticUrl, [.. files.Keys])) report(++made);
        return made;
    });
}
