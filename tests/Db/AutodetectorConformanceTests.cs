using System.Text.Json;
using Quintet.Db.Migrations;
using Quintet.Tests;

namespace DbTests;

/// <summary>Django's own pairs of states: the questions, the migrations, their operations and what they depend on must be the ones that Django finds.</summary>
public sealed class AutodetectorConformanceTests
{
    // Below this a change made a kind of case unreadable to us, and the test would hold nothing.
    private const int FewestCases = 117;

    // The model that AUTH_USER_MODEL names in the cases with users; what it is where they were recorded is not in them.
    private static readonly SwappableModels Users = new(setting => setting == SwappableModels.UserSetting ? "thirdapp.CustomUser" : null);

    [ConformanceFact]
    public void What_the_differ_finds_is_what_Django_finds()
    {
        var differences = new List<string>();
        var count = 0;
        foreach (var line in File.ReadLines(ConformanceFactAttribute.File("autodetector-cases.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var (before, after) = (DjangoOperations.State(root.GetProperty("before")), DjangoOperations.State(root.GetProperty("after")));
            if (before is null || after is null || IsLeftOut(before, after)) continue;
            count++;
            var questions = new Recorded(root.GetProperty("questions"));
            var name = root.GetProperty("id").GetString()!.Split('.')[^1];
            var steps = root.GetProperty("steps").EnumerateArray().Zip(root.GetProperty("expect").EnumerateArray());
            try
            {
                var changes = Differ.Diff(before, after, questions, Users);
                if (!questions.AllAsked) differences.Add($"{name}: not all questions were asked");
                foreach (var (step, expected) in steps) Compare($"{name} {step.GetProperty("step").GetString()}", step, expected, changes, differences);
            }
            catch (Exception e) when (e is InvalidOperationException or NotSupportedException)
            {
                differences.Add($"{name}: {e.Message}");
            }
        }

        if (differences.Count > 0) Assert.Fail(string.Join("\n", differences));
        Assert.True(count >= FewestCases, $"Only {count} cases could be read.");
    }

    /// <summary>What is otherwise here for a reason.</summary>
    private static bool IsLeftOut(ProjectState before, ProjectState after)
    {
        // Django takes the key first that joins a model with its base, and may delete the base before what derives from it. Here the model goes whole, and before its base.
        bool IsGone(string label) => before.Find(label) is not null && after.Find(label) is null;
        return before.Models.Any(model => IsGone(model.Label) && model.Bases.Any(label => IsGone(label) || !model.Options.Proxy));
    }

    private static void Compare(string name, JsonElement step, JsonElement expected, IReadOnlyList<Change> changes, List<string> differences)
    {
        // A step on migrations that a person has changed has no counterpart here.
        if (step.TryGetProperty("input", out _)) return;
        var detects = step.GetProperty("step").GetString() == "detect";
        var leaves = step.TryGetProperty("graph", out var graph) ? Leaves(graph) : [];
        var planned = MigrationPlanner.Plan(changes, leaves);
        var apps = planned.GroupBy(migration => migration.AppLabel).ToDictionary(app => app.Key, app => app.ToList());

        // Django has other names while it detects; and one with a time stamp, where now there are the operations' names.
        var names = new Dictionary<Dependency, string>();
        foreach (var app in expected.EnumerateObject())
        {
            foreach (var (migration, i) in app.Value.EnumerateArray().Select((migration, i) => (migration, i)))
            {
                if (apps.GetValueOrDefault(app.Name)?.ElementAtOrDefault(i) is not { } ours) continue;
                var recorded = migration.GetProperty("name").GetString()!;
                if (detects || recorded.Contains("auto_<", StringComparison.Ordinal)) names[new(app.Name, ours.Name)] = recorded;
            }
        }

        var wanted = string.Join("\n", expected.EnumerateObject().OrderBy(app => app.Name, StringComparer.Ordinal).SelectMany(app => app.Value.EnumerateArray().Select(migration => Text(
            app.Name,
            migration.GetProperty("name").GetString()!,
            migration.GetProperty("dependencies").EnumerateArray().Select(d => $"{d[0].GetString()}.{d[1].GetString()}"),
            migration.GetProperty("operations").EnumerateArray().Select(o => DjangoOperations.Read(o)?.ToCSharp() ?? o.GetRawText())))));
        var found = string.Join("\n", planned.OrderBy(migration => migration.AppLabel, StringComparer.Ordinal).Select(migration => Text(
            migration.AppLabel,
            names.GetValueOrDefault(new(migration.AppLabel, migration.Name), migration.Name),
            migration.Dependencies.Where(d => !(detects && d.AppLabel == migration.AppLabel && leaves.ContainsValue(d.Name))).Select(d => $"{d.AppLabel}.{names.GetValueOrDefault(d, d.Name)}"),
            migration.Operations.Select(o => o.ToCSharp()))));
        if (wanted != found) differences.Add($"{name}, expected:\n{wanted}\nfound:\n{found}\n");
    }

    /// <summary>A migration as text. Django writes models in small letters where we leave them as they are, and names the first migration of an app that has none.</summary>
    private static string Text(string app, string name, IEnumerable<string> dependencies, IEnumerable<string> operations) =>
        $"{app}.{name} <- {string.Join(", ", dependencies.Where(d => !d.EndsWith("__first__", StringComparison.Ordinal)).Order(StringComparer.Ordinal))}\n{string.Join("\n", operations).ToLowerInvariant()}";

    private static Dictionary<string, string> Leaves(JsonElement graph)
    {
        var parents = graph.GetProperty("dependencies").EnumerateArray().Where(d => d[0][0].GetString() == d[1][0].GetString()).Select(d => (d[1][0].GetString(), d[1][1].GetString())).ToHashSet();
        return graph.GetProperty("nodes").EnumerateArray().Select(node => (App: node[0].GetString()!, Name: node[1].GetString()!)).Where(node => !parents.Contains(node)).ToDictionary(node => node.App, node => node.Name);
    }

    /// <summary>The recorded answers; another question, or another order, is an error.</summary>
    private sealed class Recorded(JsonElement questions) : MigrationQuestions
    {
        // Whether an app wants its first migration is not asked here: makemigrations names the apps.
        private readonly Queue<JsonElement> _waiting = new(questions.EnumerateArray().Where(question => question.GetProperty("ask").GetString() != "initial"));

        public bool AllAsked => _waiting.Count == 0;

        public override bool IsModelRenamed(ModelState old, ModelState fresh) => (bool)Answer("rename_model", ("old", old.Label), ("new", fresh.Label))!;

        public override bool IsFieldRenamed(ModelState model, string oldName, NamedField fresh) => (bool)Answer("rename", ("model", model.Name), ("old", oldName), ("new", fresh.Name))!;

        public override object? DefaultForNewField(ModelState model, NamedField field) => Answer("not_null_addition", ("model", model.Name), ("field", field.Name));

        public override object? DefaultForNull(ModelState model, NamedField field) => Answer("not_null_alteration", ("model", model.Name), ("field", field.Name));

        private object? Answer(string ask, params (string Name, string Value)[] about)
        {
            if (!_waiting.TryDequeue(out var question)) throw new InvalidOperationException($"asked {ask} {string.Join(", ", about)}, which Django does not ask");
            var asked = $"{ask} {string.Join(", ", about.Select(a => a.Value))}";
            var recorded = $"{question.GetProperty("ask").GetString()} {string.Join(", ", about.Select(a => question.TryGetProperty(a.Name, out var value) ? value.GetString() : "?"))}";
            if (!string.Equals(asked, recorded, StringComparison.OrdinalIgnoreCase)) throw new InvalidOperationException($"asked {asked}, where Django asks {recorded}");
            var answer = question.GetProperty("answer");
            return answer.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, JsonValueKind.String => answer.GetString(), _ => null };
        }
    }
}
