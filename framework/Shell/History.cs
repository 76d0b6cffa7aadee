using System.Text;

namespace Quintet.Shell;

/// <summary>The lines that were typed, also in earlier sessions.</summary>
/// <param name="file">Where they are kept; null: nowhere.</param>
/// <param name="error">Told where they cannot be kept.</param>
internal sealed class History(string? file, TextWriter error)
{
    private const int Most = 1000;
    private readonly List<string> _lines = Load(file);
    private string? _file = file;

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>That of the user who runs this: <c>~/.local/state/quintet/shell_history</c>, or where <c>XDG_STATE_HOME</c> says.</summary>
    public static History OfUser(TextWriter error)
    {
        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } folder && Path.IsPathRooted(folder)
            ? folder
            : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? Path.Combine(home, ".local", "state") : null;
        return new(state is null ? null : Path.Combine(state, "quintet", "shell_history"), error);
    }

    /// <summary>Keeps a line, unless it is empty or the one before.</summary>
    public void Add(string line)
    {
        if (string.IsNullOrWhiteSpace(line) || (_lines.Count > 0 && _lines[^1] == line)) return;
        _lines.Add(line);
        if (_file is null) return;
        try
        {
            var folder = Path.GetDirectoryName(_file)!;
            // What is typed here may hold secrets.
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            using var writer = new StreamWriter(_file, Options(FileMode.Append));
            writer.WriteLine(line);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"The history cannot be kept in {_file}: {e.Message}");
            _file = null;
        }
    }

    private static List<string> Load(string? file)
    {
        if (file is null || !File.Exists(file)) return [];
        var lines = File.ReadAllLines(file, Encoding.UTF8).ToList();
        if (lines.Count <= 2 * Most) return lines;
        lines.RemoveRange(0, lines.Count - Most);
        using var writer = new StreamWriter(file, Options(FileMode.Create));
        foreach (var line in lines) writer.WriteLine(line);
        return lines;
    }

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
