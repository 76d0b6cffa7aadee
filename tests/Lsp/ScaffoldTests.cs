using Quintet.Lsp;
using Quintet.Lsp.Commands;

namespace LspTests;

public sealed class ScaffoldTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quintet scaffold ");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task ANewProjectWithAnAppIsClean()
    {
        var (code, output, errors) = await RunAsync("startproject", "demo", _folder.FullName);
        Assert.Equal("", errors);
        Assert.Equal(0, code);
        Assert.Contains("dotnet run", output);
        var project = Path.Combine(_folder.FullName, "demo");
        Assert.True(File.Exists(Path.Combine(project, "demo.csproj")));

        (code, output, _) = await RunAsync("startapp", "blog", project);
        Assert.Equal(0, code);
        Assert.Contains("Include<Blog.Urls>()", output);
        Assert.True(File.Exists(Path.Combine(project, "Blog", "Urls.cs")));

        (code, output, _) = await RunAsync("check", project);
        Assert.Equal("demo: nothing found.\n", output);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task WhatCannotBeMadeIsExplained()
    {
        var (code, _, errors) = await RunAsync("startproject", "class", _folder.FullName);
        Assert.Equal(1, code);
        Assert.Contains("class", errors);
        Assert.Empty(_folder.EnumerateFileSystemInfos());

        (code, _, errors) = await RunAsync("startapp", "blog", _folder.FullName);
        Assert.Equal(1, code);
        Assert.Contains("no project", errors);

        (code, _, errors) = await RunAsync("startproject");
        Assert.Equal(2, code);
        Assert.Contains("name", errors, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void TheNewestPackageOfACloneIsFound()
    {
        var packages = _folder.CreateSubdirectory("artifacts/packages").FullName;
        var tool = _folder.CreateSubdirectory("artifacts/server/deep").FullName;
        Assert.Null(LocalPackages.Find(tool));
        File.WriteAllText(Path.Combine(packages, "Quintet.Extras.9.9.9.nupkg"), "");
        Assert.Null(LocalPackages.Find(tool));
        File.WriteAllText(Path.Combine(packages, "Quintet.0.9.0.nupkg"), "");
        File.SetLastWriteTimeUtc(Path.Combine(packages, "Quintet.0.9.0.nupkg"), DateTime.UtcNow.AddDays(-1));
        File.WriteAllText(Path.Combine(packages, "Quintet.0.10.0-beta.2.nupkg"), "");
        Assert.Equal(new LocalPackages(packages, "0.10.0-beta.2"), LocalPackages.Find(tool));
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        var (output, errors) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var code = await Program.RunAsync(args, new() { Output = output, Error = errors });
        return (code, output.ToString(), errors.ToString());
    }
}
