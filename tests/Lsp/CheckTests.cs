using System.Diagnostics;
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

    [Fact]
    public async Task SarifHasWhatTheFormatAsksFor()
    {
        Break();
        _fixture.Write("Blog/templates/blog/with space #.html", "ä😀 <% url 'blog:nothing' %>\n<% load nothing %>");
        _fixture.Write(".editorconfig", "[*]\ndotnet_diagnostic.QT1009.severity = suggestion\n");
        var (code, output, _) = await CheckAsync(_fixture.Folder, "--format", "sarif");
        Assert.Equal(1, code);
        var log = JsonDocument.Parse(output).RootElement;
        Assert.Empty(SarifSchema.Errors(output));
        Assert.Equal("2.1.0", log.GetProperty("version").GetString());
        Assert.EndsWith("sarif-2.1.0.json", log.GetProperty("$schema").GetString());
        var run = Assert.Single(log.GetProperty("runs").EnumerateArray());
        Assert.Equal("utf16CodeUnits", run.GetProperty("columnKind").GetString());
        Assert.Equal(TestClient.Uri(_fixture.Folder) + "/", run.GetProperty("originalUriBaseIds").GetProperty("SRCROOT").GetProperty("uri").GetString());
        var driver = run.GetProperty("tool").GetProperty("driver");
        Assert.Equal("quintet", driver.GetProperty("name").GetString());
        var rules = driver.GetProperty("rules").EnumerateArray().ToList();
        Assert.Equal(["QT1009", "QT2001"], rules.Select(rule => rule.GetProperty("id").GetString()));
        Assert.Equal("No such URL name", rules[1].GetProperty("shortDescription").GetProperty("text").GetString());
        Assert.StartsWith("# QT2001: No such URL name", rules[1].GetProperty("help").GetProperty("markdown").GetString());
        Assert.Equal("error", rules[0].GetProperty("defaultConfiguration").GetProperty("level").GetString());

        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal([("QT2001", 1, "error"), ("QT2001", 1, "error"), ("QT1009", 0, "note")], results.Select(result => (result.GetProperty("ruleId").GetString(), result.GetProperty("ruleIndex").GetInt32(), result.GetProperty("level").GetString())));
        var place = results[1].GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal(("Blog/templates/blog/with%20space%20%23.html", "SRCROOT"), (place.GetProperty("artifactLocation").GetProperty("uri").GetString(), place.GetProperty("artifactLocation").GetProperty("uriBaseId").GetString()));
        // In UTF-16: the face counts two.
        Assert.Equal("""{"startLine":1,"startColumn":13,"endLine":1,"endColumn":25}""", JsonSerializer.Serialize(place.GetProperty("region")));
        Assert.False(string.IsNullOrEmpty(results[0].GetProperty("message").GetProperty("text").GetString()));
        Assert.Equal(3, results.Select(result => result.GetProperty("partialFingerprints").GetProperty("line/v1").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task ACleanProjectIsCleanInSarif()
    {
        var (code, output, _) = await CheckAsync(_fixture.Folder, "--format", "sarif");
        Assert.Equal(0, code);
        Assert.Empty(SarifSchema.Errors(output));
        Assert.Empty(JsonDocument.Parse(output).RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray());
    }

    [Theory]
    [InlineData("\"version\": \"2.1.0\"", "\"version\": \"2.1\"", "/version")]
    [InlineData("\"level\": \"error\",", "\"level\": \"bad\",", "/runs/0/results/0/level")]
    [InlineData("\"startLine\": 2", "\"startLine\": 0", "/runs/0/results/0/locations/0/physicalLocation/region/startLine")]
    [InlineData("\"columnKind\"", "\"columns\"", "/runs/0/columns")]
    [InlineData("blog/index.html", "blog/in dex.html", "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri")]
    public async Task TheSchemaOfSarifFindsWhatIsWrong(string right, string wrong, string place)
    {
        Break();
        var (_, output, _) = await CheckAsync(_fixture.Folder, "--format", "sarif");
        Assert.Contains(right, output);
        Assert.Contains(SarifSchema.Errors(output.Replace(right, wrong)), error => error.StartsWith(place + ": ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SeveritiesComeFromEditorconfig()
    {
        Break();
        _fixture.Write(".editorconfig", "[*.html]\ndotnet_diagnostic.QT2001.severity = warning\ndotnet_diagnostic.QT1010.severity = eror\n");
        var (code, output, errors) = await CheckAsync(_fixture.Folder);
        Assert.Contains(": warning QT2001: ", output);
        Assert.Contains("0 errors, 1 warning", output);
        // A value that is no severity is told, and counts nothing.
        Assert.Contains("eror", errors);
        Assert.Equal(0, code);
    }

    [Theory]
    [InlineData("--select", "QT1", "nothing found")]
    [InlineData("--select", "QT1,QT2001", "1 error")]
    [InlineData("--ignore", "qt2001", "nothing found")]
    [InlineData("--ignore", "QT1", "1 error")]
    public async Task FindingsAreChosenById(string option, string ids, string expected)
    {
        Break();
        var (code, output, _) = await CheckAsync(_fixture.Folder, option, ids);
        Assert.Contains(expected, output);
        Assert.Equal(expected == "1 error" ? 1 : 0, code);
    }

    [Fact]
    public async Task AnIdThatIsNoneIsAWrongUse()
    {
        var (code, _, errors) = await CheckAsync(_fixture.Folder, "--ignore", "QT1,E501");
        Assert.Equal(2, code);
        Assert.Contains("No diagnostic's id is or begins with 'E501'", errors);
    }

    [Fact]
    public async Task ABaselineKnowsFindingsWhereverTheyMove()
    {
        Break();
        var baseline = _fixture["known.json"];
        var (code, output, _) = await CheckAsync(_fixture.Folder, "--baseline", baseline, "--write-baseline");
        Assert.Equal((0, $"1 finding written into {baseline}.\n"), (code, output));

        var page = "Blog/templates/blog/index.html";
        var text = File.ReadAllText(_fixture[page]);
        _fixture.Write(page, text.Replace("<% block content %>", "<p>\n\n</p><% block content %>\n   "));
        (code, output, _) = await CheckAsync(_fixture.Folder, "--baseline", baseline);
        Assert.Equal(1, code);
        // The line itself has changed.
        Assert.EndsWith("1 error, 0 warnings, 0 remarks, 0 hints. Of the baseline 1 is gone.\n", output);
        _fixture.Write(page, "<%# moved %>\n\n" + text.ReplaceLineEndings("\n   "));
        (code, output, _) = await CheckAsync(_fixture.Folder, "--baseline", baseline);
        Assert.Equal((0, "mysite: nothing new found. The baseline knows 1 more.\n"), (code, output));

        // One more on a line of the same text counts as one more.
        _fixture.Write(page, text + text.Split('\n')[1]);
        (code, output, _) = await CheckAsync(_fixture.Folder, "--baseline", baseline, "--select", "QT2001");
        Assert.Equal(1, code);
        Assert.Contains("index.html:3:", output);
        Assert.Contains("1 error, 0 warnings, 0 remarks, 0 hints. The baseline knows 1 more.", output);

        _fixture.Write(page, Fixture.Files[page]);
        (code, output, _) = await CheckAsync(_fixture.Folder, "--baseline", baseline);
        Assert.Equal((0, "mysite: nothing found. Of the baseline 1 is gone.\n"), (code, output));
    }

    [Fact]
    public async Task ABaselineThatCannotBeReadIsAWrongUse()
    {
        var (code, _, errors) = await CheckAsync(_fixture.Folder, "--baseline", _fixture["none.json"]);
        Assert.Equal(2, code);
        Assert.Contains("cannot be read", errors);
        foreach (var text in new[] { "[", "{}", """{"version":2,"findings":[]}""", """{"version":1,"findings":[{"path":"x"}]}""", """{"version":1,"findings":[null]}""" })
        {
            _fixture.Write("known.json", text);
            (code, _, errors) = await CheckAsync(_fixture.Folder, "--baseline", _fixture["known.json"]);
            Assert.Equal(2, code);
            Assert.Contains("is no baseline", errors);
        }

        (code, _, errors) = await CheckAsync(_fixture.Folder, "--write-baseline");
        Assert.Equal(2, code);
        Assert.Contains("--baseline FILE", errors);
        (code, _, errors) = await CheckAsync(_fixture.Folder, "--baseline", _fixture["no/where.json"], "--write-baseline");
        Assert.Equal(2, code);
        Assert.Contains("cannot be written", errors);
    }

    [Fact]
    public async Task WatchingIsForText()
    {
        var (code, _, errors) = await CheckAsync(_fixture.Folder, "--watch", "--format", "sarif");
        Assert.Equal(2, code);
        Assert.Contains("--watch writes text", errors);
    }

    [Fact]
    public async Task WatchingReportsWhatChanges()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [System.IO.Path.Combine(AppContext.BaseDirectory, "quintet.dll"), "check", _fixture.Folder, "--watch"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            Assert.Equal("mysite: nothing found.", await LineAsync());
            // A change that changes no finding is not told.
            _fixture.Write("Blog/templates/blog/detail.html", Fixture.Files["Blog/templates/blog/detail.html"] + "<p>");
            Break();
            Assert.Equal("", await LineAsync());
            Assert.Contains("error QT2001", await LineAsync());
            Assert.StartsWith("mysite: 1 error", await LineAsync());
            _fixture.Write(".editorconfig", "[*]\ndotnet_diagnostic.QT2001.severity = none\n");
            Assert.Equal("", await LineAsync());
            Assert.Equal("mysite: nothing found.", await LineAsync());
            File.Delete(_fixture[".editorconfig"]);
            Assert.Equal("", await LineAsync());
            Assert.Contains("error QT2001", await LineAsync());
            Assert.StartsWith("mysite: 1 error", await LineAsync());
            // As Ctrl+C does it.
            using var interrupt = Process.Start("kill", ["-INT", $"{process.Id}"])!;
            await process.WaitForExitAsync().WaitAsync(TestClient.Patience);
            Assert.Equal(1, process.ExitCode);
            Assert.Equal("", await process.StandardError.ReadToEndAsync());
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }

        Task<string?> LineAsync() => process.StandardOutput.ReadLineAsync().WaitAsync(TestClient.Patience);
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
