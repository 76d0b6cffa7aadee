using Quintet.Ide;

namespace IdeTests;

/// <summary>The example project on the real disk.</summary>
internal static class Bookshop
{
    public static string Folder { get; } = FindFolder();

    public static string At(string relative) => Path.Combine(Folder, relative);

    public static Workspace Open()
    {
        var workspace = new Workspace(new() { References = Fixture.References });
        workspace.SetFolders([Folder]);
        return workspace;
    }

    private static string FindFolder()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Tooling.sln"))) return Path.Combine(folder, "examples", "bookshop");
        }

        throw new InvalidOperationException($"There is no Tooling.sln above {AppContext.BaseDirectory}.");
    }
}
