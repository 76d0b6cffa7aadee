using Quintet.Db;
using Quintet.Db.Migrations;

namespace SchemaTests;

/// <summary>Projects made of chance, the same for the same seed: two apps, some models, relations in every direction, circles too; some derive from others.</summary>
internal static class RandomStates
{
    private static readonly string[] Labels = ["blog.Author", "blog.Book", "shop.Order", "shop.Line", "shop.Tag"];
    private static readonly (string Label, string Base)[] Derived = [("blog.Anthology", "blog.Book"), ("shop.Poet", "blog.Author"), ("blog.View", "shop.Order")];

    public static ProjectState Of(int seed)
    {
        var random = new Random(seed);
        var labels = Labels.Where(_ => random.Next(4) > 0).ToList();
        var derived = Derived.Where(pair => labels.Contains(pair.Base) && random.Next(2) > 0).ToList();
        labels.AddRange(derived.Select(pair => pair.Label));
        return ProjectState.Of(labels.Select(label => derived.Find(pair => pair.Label == label) is { Base: { } parent } ? Child(random, label, parent, labels) : Model(random, label, labels)));
    }

    /// <summary>Answers made of chance: half of what may have been renamed was.</summary>
    public static MigrationQuestions Answers(int seed) => new RandomAnswers(new Random(seed));

    /// <summary>A model whose rows are a base's, too; or only another view of them.</summary>
    private static ModelState Child(Random random, string label, string parent, List<string> labels)
    {
        var parts = label.Split('.');
        if (label == "blog.View") return ModelState.Create(parts[0], parts[1], [], new() { Proxy = true }) with { Bases = [parent] };
        var model = Model(random, label, labels);
        NamedField link = new(parent.Split('.')[1].ToLowerInvariant() + "_ptr", new OneToOne(parent, OnDelete.Cascade) { PrimaryKey = true, ParentLink = true });
        return ModelState.Create(parts[0], parts[1], [link, .. model.Fields.Skip(1).Where(f => !f.Field.IsGenerated)], model.Options.WithUniqueTogether([]).WithIndexTogether([])) with { Bases = [parent] };
    }

    private static ModelState Model(Random random, string label, List<string> labels)
    {
        var parts = label.Split('.');
        var fields = new List<NamedField> { new("id", new BigAutoField { PrimaryKey = true }) };
        foreach (var name in (string[])["a", "b", "c", "d"])
        {
            if (random.Next(3) > 0) fields.Add(new(name, Plain(random)));
        }

        for (var i = 0; i < 2; i++)
        {
            if (random.Next(2) > 0) fields.Add(new("r" + i, Relation(random, labels[random.Next(labels.Count)])));
        }

        // Unlike others it goes and comes where it changes.
        if (random.Next(3) == 0) fields.Add(new("g", new IntegerField { GeneratedAs = random.Next(2) == 0 ? "id * 2" : "id + 1", Null = random.Next(2) == 0, HelpText = random.Next(4) == 0 ? "help" : "" }));

        var options = new MetaAttribute { Ordering = random.Next(3) == 0 ? ["-id"] : [], VerboseName = random.Next(4) == 0 ? "thing" : null };
        if (random.Next(6) == 0) options.DbTable = "legacy_" + parts[1].ToLowerInvariant();
        if (fields.Count > 2 && random.Next(3) == 0) options.UniqueTogether = [[fields[^1].Name, "id"], .. random.Next(2) == 0 ? (string[][])[["id", fields[1].Name]] : []];
        if (fields.Count > 2 && random.Next(5) == 0) options.IndexTogether = [["id", fields[1].Name]];
        if (fields[^1].Field is ForeignKey && random.Next(3) == 0) options.OrderWithRespectTo = fields[^1].Name;
        if (random.Next(4) == 0) options.DbTableComment = "it's " + random.Next(2);
        if (random.Next(4) == 0) options.Permissions = [new("can_" + random.Next(2), "Can")];
        List<IndexAttribute> indexes = [];
        if (fields.Count > 2 && random.Next(3) == 0) indexes.Add(new("-" + fields[1].Name, "id"));
        if (random.Next(4) == 0) indexes.Add(new("id") { Name = parts[1].ToLowerInvariant() + "_some_idx" + random.Next(2), Condition = $"id > {random.Next(2)} AND {fields[^1].Name} IS NOT NULL" });
        if (random.Next(4) == 0) indexes.Add(new() { Name = parts[1].ToLowerInvariant() + "_sum_idx", Expressions = ["-(id + 1)", fields[^1].Name], Include = random.Next(2) == 0 ? ["id"] : [] });
        var constraints = Constraints(random, parts[1].ToLowerInvariant(), fields).ToList();
        if (random.Next(4) == 0) fields.Add(new("m" + random.Next(2), new ManyToMany(labels[random.Next(labels.Count)]) { RelatedName = "+", DbTable = random.Next(4) == 0 ? $"pairs_{parts[1].ToLowerInvariant()}{random.Next(2)}" : null, DbConstraint = random.Next(4) > 0 }));
        return ModelState.Create(parts[0], parts[1], fields, options, indexes, constraints);
    }

    /// <summary>Their names come back with other contents, so that they change as well as come and go.</summary>
    private static IEnumerable<ConstraintAttribute> Constraints(Random random, string model, List<NamedField> fields)
    {
        // PostgreSQL takes two constraints over the same columns for one.
        if (fields.Count < 2) yield break;
        string Any() => fields[random.Next(1, fields.Count)].Name;
        if (random.Next(3) == 0) yield return new UniqueConstraintAttribute("id", Any()) { Name = model + "_once", Deferrable = random.Next(4) == 0 ? Deferrable.Deferred : Deferrable.No };
        if (random.Next(4) == 0) yield return new UniqueConstraintAttribute(Any(), "id") { Name = model + "_covering", Include = random.Next(2) == 0 ? [Any()] : [] };
        if (random.Next(3) == 0) yield return new UniqueConstraintAttribute("id") { Name = model + "_some", Condition = $"id > {random.Next(2)} OR {Any()} IS NULL" };
        if (random.Next(3) == 0) yield return new CheckConstraintAttribute($"id > {random.Next(2)} OR NOT ({Any()} IS NULL AND id IN (1, 2))") { Name = model + "_check" };
    }

    private static ForeignKey Relation(Random random, string to)
    {
        // Rows that are there need a value for a new column: these are nullable.
        var onDelete = random.Next(2) == 0 ? OnDelete.Cascade : OnDelete.SetNull;
        return random.Next(4) == 0
            ? new OneToOne(to, onDelete) { Null = true, RelatedName = "+" }
            : new ForeignKey(to, onDelete) { Null = true, RelatedName = "+", DbIndex = random.Next(3) > 0, DbConstraint = random.Next(4) > 0 };
    }

    private static Field Plain(Random random) => random.Next(7) switch
    {
        0 => new CharField { MaxLength = random.Next(2) == 0 ? 10 : 20, Unique = random.Next(5) == 0, Null = random.Next(2) == 0, Default = "x'y" },
        1 => new TextField { Blank = true },
        2 => new IntegerField { Default = 7, DbIndex = random.Next(2) == 0 },
        3 => new PositiveIntegerField { Null = true, HelpText = random.Next(2) == 0 ? "help" : "" },
        4 => new DateTimeField { AutoNowAdd = true },
        5 => new DecimalField { MaxDigits = 8, DecimalPlaces = 2, Null = true, DbColumn = random.Next(3) == 0 ? "old_name" + random.Next(1000) : null },
        _ => new BooleanField { Default = random.Next(2) == 0 },
    };

    private sealed class RandomAnswers(Random random) : UnaskedQuestions
    {
        public override bool IsModelRenamed(ModelState old, ModelState fresh) => random.Next(2) == 0;

        public override bool IsFieldRenamed(ModelState model, string oldName, NamedField fresh) => random.Next(2) == 0;
    }
}
