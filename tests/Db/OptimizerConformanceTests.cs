using System.Text.Json;
using Quintet.Db.Migrations;
using Quintet.Tests;

namespace DbTests;

/// <summary>Django's own lists of operations: as few must be left as Django leaves.</summary>
public sealed class OptimizerConformanceTests
{
    // Below this a change made a kind of case unreadable to us, and the test would hold nothing.
    private const int FewestCases = 38;

    [ConformanceFact]
    public void What_the_optimizer_leaves_is_what_Django_leaves()
    {
        var differences = new List<string>();
        var count = 0;
        foreach (var line in File.ReadLines(ConformanceFactAttribute.File("optimizer-cases.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var appLabel = root.GetProperty("app_label").GetString()!;
            if (Read(root.GetProperty("operations"), appLabel) is not { } operations || Read(root.GetProperty("expect"), appLabel) is not { } expected) continue;
            count++;
            var (wanted, found) = (Text(expected), Text(MigrationOptimizer.Optimize(operations, appLabel)));
            if (wanted != found) differences.Add($"{root.GetProperty("id").GetString()!.Split('.')[^1]}, expected:\n{wanted}\nfound:\n{found}\n");
        }

        if (differences.Count > 0) Assert.Fail(string.Join("\n", differences));
        Assert.True(count >= FewestCases, $"Only {count} cases could be read.");
    }

    private static List<Operation>? Read(JsonElement list, string appLabel)
    {
        var operations = list.EnumerateArray().Select(element => DjangoOperations.Read(element, appLabel)).ToList();
        return operations.Contains(null) ? null : [.. operations.OfType<Operation>()];
    }

    private static string Text(IReadOnlyList<Operation> operations) => string.Join("\n", operations.Select(operation => operation.ToCSharp()));
}
