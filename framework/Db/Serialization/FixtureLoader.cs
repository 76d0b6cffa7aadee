using System.Text.Json;
using Quintet.Text;

namespace Quintet.Db.Serialization;

/// <summary>A fixture to load.</summary>
/// <param name="Name">The name for messages: the file's path.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Open">Gives its text.</param>
public sealed record FixtureSource(string Name, FixtureFormat Format, Func<TextReader> Open);

/// <summary>What was loaded.</summary>
/// <param name="Installed">The objects that are in the database now.</param>
/// <param name="Total">The objects that the fixtures have.</param>
/// <param name="EmptySources">The fixtures without any object.</param>
public sealed record FixtureResult(int Installed, int Total, IReadOnlyList<FixtureSource> EmptySources);

/// <summary>
/// Loads what <see cref="FixtureWriter"/> or Django's <c>dumpdata</c> wrote: all of it or nothing. Rows go in as they stand there: no <c>Save</c> of the app's own runs, no
/// field is set to the present time, and signals say <c>Raw</c>. Objects may point to others that come later.
/// </summary>
/// <param name="database">The alias.</param>
public sealed class FixtureLoader(string database)
{
    private readonly Dictionary<(ModelMeta Model, object Key), FixtureObject> _origins = [];
    private readonly List<FixtureObject> _pending = [];
    private readonly HashSet<ModelMeta> _loaded = [];

    /// <summary>Leaves out models and fields that there are no more.</summary>
    public bool IgnoreNonexistent { get; init; }

    /// <summary>Models whose objects are left out.</summary>
    public IReadOnlyCollection<ModelMeta> Excluded { get; init; } = [];

    /// <summary>Told after each object how many were read.</summary>
    public Action<long>? Progress { get; set; }

    /// <exception cref="FixtureException">An object cannot be loaded; the message says which, and why. The database is as it was.</exception>
    public FixtureResult Load(IEnumerable<FixtureSource> sources) => Transaction.Atomic(() => LoadAll(sources), database);

    private FixtureResult LoadAll(IEnumerable<FixtureSource> sources)
    {
        _origins.Clear();
        _pending.Clear();
        _loaded.Clear();
        var connection = Connections.Current[database];
        connection.ExecuteRaw(connection.Dialect.DeferChecks);
        var (installed, total, empty) = (0, 0, new List<FixtureSource>());
        foreach (var source in sources)
        {
            var before = total;
            foreach (var json in Objects(source))
            {
                total++;
                if (Load(source, total - before, json)) installed++;
                Progress?.Invoke(total);
            }

            if (total == before) empty.Add(source);
        }

        Settle();
        FixtureCheck.Run(connection, _loaded, _origins);
        foreach (var model in _loaded.SelectMany(m => (IEnumerable<ModelMeta>)[m, .. m.ManyToMany.Select(r => r.Through)]).Distinct())
        {
            if (model.PrimaryKey.Field is IAutoField && connection.Dialect.CountOn(model.Table, model.PrimaryKey.Column) is { } sql) connection.ExecuteRaw(sql);
        }

        return new(installed, total, empty);
    }

    private static IEnumerable<JsonElement> Objects(FixtureSource source)
    {
        using var reader = source.Open();
        if (source.Format == FixtureFormat.JsonLines)
        {
            for (var line = 1; reader.ReadLine() is { } text; line++)
            {
                if (!string.IsNullOrWhiteSpace(text)) yield return Parse(text, $"line {line} is no JSON");
            }

            yield break;
        }

        var root = Parse(reader.ReadToEnd(), "it is no JSON");
        if (root.ValueKind != JsonValueKind.Array) throw new FixtureException($"Problem installing fixture '{source.Name}': expected a list of objects, [{{\"model\": …}}, …], and found {root.ValueKind}.");
        foreach (var item in root.EnumerateArray()) yield return item;

        JsonElement Parse(string text, string what)
        {
            try
            {
                return JsonText.Parse(text);
            }
            catch (JsonException e)
            {
                throw new FixtureException($"Problem installing fixture '{source.Name}': {what}: {e.Message}", e);
            }
        }
    }

    private bool Load(FixtureSource source, int number, JsonElement json)
    {
        var origin = new FixtureObject(source.Name, number, json);
        if (json.ValueKind != JsonValueKind.Object) throw origin.Problem("expected an object, {\"model\": …, \"pk\": …, \"fields\": {…}}");
        if (!json.TryGetProperty("model", out var label) || label.ValueKind != JsonValueKind.String) throw origin.Problem("expected \"model\" with the model's name, \"app.model\"");
        if (ModelRegistry.Current.Find(label.GetString()!) is not { } model)
        {
            if (IgnoreNonexistent) return false;
            throw origin.Problem($"Invalid model identifier: '{label.GetString()}'.{DidYouMean.Sentence(label.GetString()!, ModelRegistry.Current.Models.Select(m => $"{m.AppLabel}.{m.Name.ToLowerInvariant()}"))}");
        }

        origin.Model = model;
        if (Excluded.Contains(model) || !Connections.Current.AllowMigrate(database, model.AppLabel, model.Name)) return false;
        Build(origin, model.Create());
        Advance(origin);
        if (origin.Open.Count > 0) _pending.Add(origin);
        return true;
    }

    /// <summary>Sets what is known without looking into the database.</summary>
    private void Build(FixtureObject origin, Model row)
    {
        origin.Row = row;
        row.DatabaseAlias = database;
        var model = origin.Model!;
        if (origin.Json.TryGetProperty("pk", out var key) && key.ValueKind != JsonValueKind.Null)
        {
            SetField(origin, model.PrimaryKey, "pk", key);
            origin.HasKey = true;
        }

        if (!origin.Json.TryGetProperty("fields", out var fields) || fields.ValueKind != JsonValueKind.Object) throw origin.Problem("expected \"fields\" with an object, {…}");
        foreach (var member in fields.EnumerateObject())
        {
            if (model.FindField(member.Name) is { } field)
            {
                if (field.Field.IsGenerated) continue;
                if (field is RelationFieldMeta relation && IsNaturalKey(relation.Target, member.Value)) origin.Open.Add((relation, null, member.Value));
                else SetField(origin, field, member.Name, member.Value);
            }
            else if (model.AllManyToMany.FirstOrDefault(m => m.Name == member.Name) is { } many)
            {
                if (member.Value.ValueKind != JsonValueKind.Array) throw origin.Problem("expected a list of keys", member.Name, member.Value);
                origin.Open.Add((null, many, member.Value));
            }
            else if (!IgnoreNonexistent)
            {
                throw origin.Problem($"{model.Name} has no field named '{member.Name}'.{DidYouMean.Sentence(member.Name, [.. model.Fields.Select(f => f.Name), .. model.ManyToMany.Select(m => m.Name)])}", member.Name, member.Value);
            }
        }
    }

    private static void SetField(FixtureObject origin, FieldMeta field, string name, JsonElement json)
    {
        try
        {
            field.SetValue(origin.Row!, FixtureValue.Read(field, json));
            origin.Given.Add(field);
        }
        catch (Exception e) when (e is FormatException or FixtureException)
        {
            throw origin.Problem(e.Message, name, json, e);
        }
    }

    /// <summary>Does what can be done for an object by now; gives whether that is more than before.</summary>
    private bool Advance(FixtureObject origin)
    {
        var before = origin.Open.Count;
        var hasChanged = false;
        foreach (var part in origin.Open.Where(p => p.Relation is not null).ToList())
        {
            if (Find(part.Relation!.Target, part.Json, origin, part.Relation.Name) is not { } target) continue;
            part.Relation.SetValue(origin.Row!, part.Relation.KeyOf(target));
            origin.Given.Add(part.Relation);
            origin.Open.Remove(part);
            hasChanged = true;
        }

        // A row that can be without a relation for a while need not wait for it.
        if (origin.Open.Any(p => p.Relation is { Field.Null: false })) return hasChanged;
        if (!origin.IsSaved || hasChanged) Save(origin);
        foreach (var part in origin.Open.Where(p => p.Many is not null).ToList())
        {
            if (SetPairs(origin, part.Many!, part.Json)) origin.Open.Remove(part);
        }

        return origin.Open.Count < before;
    }

    private void Save(FixtureObject origin)
    {
        var (row, model) = (origin.Row!, origin.Model!);
        if (!origin.HasKey && !origin.Given.Contains(model.PrimaryKey))
        {
            if (NaturalKeys.HasKey(model) && NaturalKeys.Finder(model) is { } finder && NaturalKeyOf(row) is { } key && Existing(finder, key) is { } existing) model.PrimaryKey.SetValue(row, model.PrimaryKey.GetValue(existing));
            else if (row.Pk is null && model.PrimaryKey.Field is not IAutoField) throw origin.Problem($"expected \"pk\" with the object's key: {model.PrimaryKey} is not counted by the database");
        }

        origin.HasKey = true;
        try
        {
            Saving.SaveRaw(row, origin.Given, database);
        }
        catch (DatabaseErrorException e)
        {
            throw origin.Problem($"Could not load {model.Label}(pk={row.Pk ?? "None"}): {e.Message}", inner: e);
        }

        origin.IsSaved = true;
        _loaded.Add(model.ConcreteModel);
        _origins[(model.ConcreteModel, row.Pk!)] = origin;
    }

    private bool SetPairs(FixtureObject origin, ManyToManyMeta many, JsonElement json)
    {
        var keys = new List<object>();
        foreach (var item in json.EnumerateArray())
        {
            if (IsNaturalKey(many.Target, item))
            {
                if (Find(many.Target, item, origin, many.Name) is not { } target) return false;
                keys.Add(many.TargetRelation.KeyOf(target)!);
                continue;
            }

            try
            {
                keys.Add(FixtureValue.Read(many.TargetRelation, item) ?? throw new FormatException("expected a key"));
            }
            catch (Exception e) when (e is FormatException or FixtureException)
            {
                throw origin.Problem(e.Message, many.Name, item, e);
            }
        }

        try
        {
            new PairChanges(origin.Row!, many.Forth).SetAsync([.. keys.Distinct()], [], clear: false, async: false, default).GetAwaiter().GetResult();
        }
        catch (DatabaseErrorException e)
        {
            throw origin.Problem($"Could not load {origin.Model!.Label}(pk={origin.Row!.Pk}): {e.Message}", many.Name, json, e);
        }

        return true;
    }

    private void Settle()
    {
        var open = _pending.ToList();
        while (open.Count > 0)
        {
            var hasChanged = false;
            foreach (var origin in open) hasChanged |= Advance(origin);
            open.RemoveAll(origin => origin.Open.Count == 0);
            if (hasChanged) continue;
            var (relation, many, json) = open[0].Open[0];
            var missing = many is null ? json : json.EnumerateArray().First(item => IsNaturalKey(many.Target, item) && Find(many.Target, item, open[0], many.Name) is null);
            throw open[0].Problem($"no {(relation?.Target ?? many!.Target).Label} has this natural key", relation?.Name ?? many!.Name, missing);
        }
    }

    private static bool IsNaturalKey(ModelMeta target, JsonElement json) => json.ValueKind == JsonValueKind.Array && NaturalKeys.Finder(target) is not null;

    private Model? Find(ModelMeta target, JsonElement json, FixtureObject origin, string field)
    {
        try
        {
            return Existing(NaturalKeys.Finder(target)!, FixtureValue.PlainList(json));
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or ArgumentException or MultipleObjectsReturnedException)
        {
            throw origin.Problem(e.Message, field, json, e);
        }
    }

    private Model? Existing(INaturalKeyManager finder, IReadOnlyList<object?> key)
    {
        try
        {
            return finder.GetByNaturalKey(key, database);
        }
        catch (DoesNotExistException)
        {
            return null;
        }
    }

    /// <summary>Null where it rests on a row that is not there.</summary>
    private static IReadOnlyList<object?>? NaturalKeyOf(Model row)
    {
        try
        {
            return NaturalKeys.Of(row);
        }
        catch (DoesNotExistException)
        {
            return null;
        }
    }
}
