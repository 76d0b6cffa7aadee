namespace Quintet.Lsp.Commands;

/// <summary>The packages that a clone of Quintet has built for itself, for a tool that runs from that clone.</summary>
/// <param name="Folder">A folder that NuGet can use as a source.</param>
/// <param name="Version">Of the newest <c>Quintet</c> package in it.</param>
internal sealed record LocalPackages(string Folder, string Version)
{
    /// <summary>Looks for <c>artifacts/packages/Quintet.*.nupkg</c> in the folder and those above it.</summary>
    public static LocalPackages? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var packages = new DirectoryInfo(Path.Combine(folder.FullName, "artifacts", "packages"));
            if (!packages.Exists) continue;
            // Other packages may be called Quintet.Something: ours goes on with a digit.
            var newest = packages.EnumerateFiles("Quintet.*.nupkg")
                .Where(file => char.IsAsciiDigit(file.Name["Quintet.".Length]))
                .MaxBy(file => file.LastWriteTimeUtc);
            if (newest is not null) return new(packages.FullName, newest.Name["Quintet.".Length..^".nupkg".Length]);
        }

        return null;
    }
}
