using System.Text.Json;
using Quintet.Tests;
using Xunit.Abstractions;

namespace TemplatesTests.Conformance;

/// <summary>Django's recorded text functions, as far as they are about dates, numbers, HTML and text: the same value comes out, or the same kind of error.</summary>
public class TextConformanceTests(ITestOutputHelper output)
{
    /// <summary>What is not for this part, by what a case calls; each with the reason.</summary>
    private static readonly (string Beginning, string Reason)[] Outside =
    [
        ("django.http.", "run by the web layer's tests"),
        ("django.utils.http.", "run by the web layer's tests"),
        ("django.utils.ipv6.", "run by the web layer's tests"),
        ("querydict", "run by the web layer's tests"),
    ];

    [ConformanceFact]
    public void AsDjango()
    {
        var (run, outside, failures) = (0, new SortedDictionary<string, int>(), new List<string>());
        foreach (var line in File.ReadLines(ConformanceFactAttribute.File("text-cases.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var one = new TextCase(document.RootElement);
            if (Array.Find(Outside, rule => one.Call.StartsWith(rule.Beginning, StringComparison.Ordinal)) is { Reason: not null } rule)
            {
                outside[rule.Reason] = outside.GetValueOrDefault(rule.Reason) + 1;
                continue;
            }

            run++;
            if (one.Run() is { } problem) failures.Add($"{one.Id}: {problem}");
        }

        output.WriteLine($"{run} cases, {failures.Count} failed.");
        foreach (var (reason, count) in outside) output.WriteLine($"{count} left out: {reason}.");
        Assert.True(run > 0, "No case was run.");
        Assert.True(failures.Count == 0, $"{failures.Count} of {run} cases failed:\n{string.Join('\n', failures)}");
    }
}
