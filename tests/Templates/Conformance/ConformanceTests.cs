using System.Text.Json;
using Quintet;
using Quintet.Templates;
using Quintet.Templates.Filters;
using Quintet.Tests;
using Xunit.Abstractions;

namespace TemplatesTests.Conformance;

/// <summary>Django's recorded templates: the same text comes out, or the same kind of error, at the same stage.</summary>
public class ConformanceTests(ITestOutputHelper output)
{
    /// <summary>At most so many cases of the file may be left out.</summary>
    private const int MaxLeftOut = 10;

    /// <summary>What is left out, by what a case holds, and why. Nothing, so far.</summary>
    private static readonly (string Reason, Func<JsonElement, bool> Applies)[] LeftOut = [];

    /// <summary>The settings of the recording: English, times in the zones that they carry.</summary>
    private static readonly Quintet.Localization.Locales Recorded = new(new() { LanguageCode = "en", UseTz = false, UseL10n = false });

    [ConformanceFact]
    public void AsDjango()
    {
        using var urls = JsonDocument.Parse(File.ReadAllText(ConformanceFactAttribute.File("urlconfs.json")));
        var (run, leftOut, failures) = (0, 0, new List<string>());
        foreach (var line in File.ReadLines(ConformanceFactAttribute.File("dtl-cases.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var one = document.RootElement;
            var id = one.GetProperty("id").GetString()!;
            if (Array.Exists(LeftOut, rule => rule.Applies(one)))
            {
                leftOut++;
                continue;
            }

            run++;
            if (Problem(one, urls.RootElement) is { } problem) failures.Add($"{id}: {problem}");
        }

        output.WriteLine($"{run} cases, {failures.Count} failed, {leftOut} left out.");
        Assert.True(run > 0, "No case was run.");
        Assert.True(leftOut <= MaxLeftOut, $"{leftOut} cases are left out: {string.Join("; ", LeftOut.Select(rule => rule.Reason))}");
        Assert.True(failures.Count == 0, $"{failures.Count} of {run} cases failed:\n{string.Join('\n', failures)}");
    }

    /// <summary>What is other than recorded; null where nothing is. A case that cannot be run at all is a failure of this one, not of all.</summary>
    private static string? Problem(JsonElement one, JsonElement urls)
    {
        try
        {
            return one.GetProperty("kind").GetString() == "render" ? Render(one, urls) : Filter(one);
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }

    private static string? Render(JsonElement one, JsonElement urls)
    {
        var templates = one.GetProperty("templates").EnumerateObject().ToDictionary(t => t.Name, t => t.Value.GetString()!);
        var engine = new Engine(new()
        {
            Loaders = [new MemoryLoader(templates)],
            Autoescape = one.GetProperty("autoescape").GetBoolean(),
            StringIfInvalid = one.GetProperty("string_if_invalid").GetString()!,
            Locales = Recorded,
            Delimiters = Quintet.Templates.Syntax.TagDelimiters.Django,
            Urls = one.TryGetProperty("urlconf", out var urlconf) ? CaseUrls.Of(urls.GetProperty(urlconf.GetString()!)) : null,
            StaticUrls = new StaticUrls(),
            Cache = new MemoryCache(),
        });
        var name = one.GetProperty("render").GetString()!;
        var context = RenderContext.From(CaseValues.Decode(one.GetProperty("context")));
        if (one.TryGetProperty("current_app", out var app)) context.CurrentApp = app.GetString();

        string? result = null;
        string? error = null;
        var stage = "load";
        try
        {
            var template = engine.GetTemplate(name);
            stage = "render";
            result = template.Render(context);
        }
        catch (Exception exception)
        {
            error = DjangoName(exception);
        }

        if (one.TryGetProperty("expect", out var expected))
        {
            return result == expected.GetString() ? null : $"{JsonSerializer.Serialize(templates)}: expected {expected.GetString()!.ReplaceLineEndings("\\n")}, got {(result ?? error)!.ReplaceLineEndings("\\n")}";
        }

        var wanted = $"{one.GetProperty("expect_error").GetString()} at {one.GetProperty("error_stage").GetString()}";
        var found = error is null ? result! : $"{error.Split(": ")[0]} at {stage}";
        return found == wanted ? null : $"{JsonSerializer.Serialize(templates)}: expected {wanted}, got {found} ({error})";
    }

    private static string? Filter(JsonElement one)
    {
        var filter = BuiltinFilters.All.Single(f => f.Name == one.GetProperty("filter").GetString());
        var args = one.GetProperty("args").EnumerateArray().Select(CaseValues.Decode).ToList();
        var autoescape = !one.TryGetProperty("autoescape", out var setting) || setting.GetBoolean();
        object? result = null;
        string? error = null;
        try
        {
            result = FilterRunner.Run(filter, args[0], args.Count > 1, args.Count > 1 ? args[1] : null, autoescape, new(new() { Locales = Recorded }), Recorded.Default);
        }
        catch (Exception exception)
        {
            error = DjangoName(exception);
        }

        var shown = error ?? Quintet.Templates.Values.PythonText.Repr(result);
        if (!one.TryGetProperty("expect", out var expected)) return error is not null ? null : $"expected {one.GetProperty("expect_error").GetString()}, got {shown}";
        var wanted = Quintet.Templates.Values.PythonText.Repr(CaseValues.Decode(expected));
        return shown == wanted ? null : $"{filter.Name}({string.Join(", ", one.GetProperty("args").EnumerateArray().Select(a => a.GetRawText()))}): expected {wanted}, got {shown}";
    }

    private static string DjangoName(Exception exception) => exception switch
    {
        TemplateSyntaxException e => $"TemplateSyntaxError: {e.Problem}",
        TemplateDoesNotExistException e => $"TemplateDoesNotExist: {e.Problem}",
        TemplateRenderException { InnerException: NoReverseMatchException e } => $"NoReverseMatch: {e.Message}",
        TemplateRenderException { InnerException: { } e } => $"ValueError: {e.Message}",
        _ => exception.ToString(),
    };

    private sealed class StaticUrls : IStaticUrls
    {
        public string StaticPrefix => "/static/";

        public string MediaPrefix => "/media/";

        // As Python's quote() does, which the recording used.
        public string Url(string path) => StaticPrefix + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
    }
}
