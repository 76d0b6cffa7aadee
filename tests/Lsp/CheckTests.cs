using System.Text.Json;
using Quintet.Lsp;

namespace LspTests;

public sealed class CheckTests : IDisposable
{
    private readonly Fixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task ACleanProjectIsClean()
    {
        var (code, output, _) = await CheckAsync(_fixture.Folder);
        Assert.Equal("mysite: nothing found.\n", output);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task FindingsAreToldWithTheirPlaces()
    {
        Break();
        var (code, output, _) = await CheckAsync(_fixture.Folder);
        var lines = output.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Matches(@"^Blog/templates/blog/index\.html:2:\d+: error QT2001: .*blog:nothing", lines[0]);
        Assert.Equal("mysite: 1 error, 0 warnings, 0 remarks, 0 hints.", lines[1]);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task JsonIsOneArray()
    {
        Break();
        var (code, output, _) = await CheckAsync(_fixture.Folder, "--format", "json");
        var finding = Assert.Single(JsonDocument.Parse(output).RootElement.EnumerateArray());
        Assert.Equal("Blog/templates/blog/index.html", finding.GetProperty("path").GetString());
        Assert.Equal(2, finding.GetProperty("line").GetInt32());
        Assert.Equal("error", finding.GetProperty("severity").GetString());
        Assert.Equal("QT2001", finding.GetProperty("id").GetString());
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task GithubGetsAnnotations()
    {
        Break();
        var (code, output, _) = await CheckAsync(_fixture.Folder, "--format", "github");
        Assert.Matches(@"^::error file=Blog/templates/blog/index\.html,line=2,col=\d+,endLine=2,endColumn=\d+,title=QT2001::.+", output);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task AFolderWithoutAProjectIsAWrongUse()
    {
        var (code, output, errors) = await CheckAsync(_fixture["static"]);
        Assert.Equal(2, code);
        Assert.Equal("", output);
        Assert.Contains("holds no Quintet project", errors);

        (code, _, errors) = await CheckAsync(_fixture["nowhere"]);
        Assert.Equal(2, code);
        Assert.Contains("There is no folder", errors);

        (code, _, errors) = await CheckAsync(_fixture.Folder, "--format", "yaml");
        Assert.Equal(2, code);
        Assert.Contains("yaml", errors);
    }

    private void Break() =>
        _fixture.Write("Blog/templates/blog/index.html", Fixture.Files["Blog/templates/blog/index.html"].Replace("'blog:index'", "'blog:nothing'"));

    private static async Task<(int Code, string Output, string Errors)> CheckAsync(params string[] args)
    {
        var (output, errors) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var code = await Program.RunAsync(["check", .. args], new() { Output = output, Error = errors });
        return (code, output.ToString(), errors.ToString());
    }
}
