using System.Text.Json;
using Quintet;
using Quintet.Db;
using Quintet.Db.Migrations;

namespace DbTests;

/// <summary>Reads operations as Django deconstructs them.</summary>
internal static class DjangoOperations
{
    // What says nothing to the database, or is said otherwise here.
    private static readonly string[] Ignored = ["serialize", "auto_created", "choices", "unique_for_date", "verbose_name", "help_text", "validators"];

    /// <summary>A project's state, or null where a field or an option in it is of a kind that we do not have.</summary>
    public static ProjectState? State(JsonElement element)
    {
        var models = new List<ModelState>();
        foreach (var model in element.GetProperty("models").EnumerateArray())
        {
            if (Fields(model.GetProperty("fields"), "") is not { } fields || Options(model.GetProperty("options")) is not { } options) return null;
            models.Add(ModelState.Create(
                model.GetProperty("app_label").GetString()!,
                model.GetProperty("name").GetString()!,
                fields.Select(field => new NamedField(field.Name, field.Field)),
                options.Options,
                options.Indexes,
                options.Constraints) with
            {
                Bases = [.. Bases(model, "")],
            });
        }

        return ProjectState.Of(models);
    }

    /// <summary>The operation, or null where it, or a field in it, is of a kind that we do not have yet.</summary>
    /// <param name="element">As Django deconstructs it.</param>
    /// <param name="appLabel">The app of the models that are named without one.</param>
    public static Operation? Read(JsonElement element, string appLabel = "shop")
    {
        var kwargs = element.GetProperty("kwargs");
        string Text(string name) => kwargs.GetProperty(name).GetString()!;
        bool Preserve() => !kwargs.TryGetProperty("preserve_default", out var value) || value.GetBoolean();
        switch (element.GetProperty("type").GetString())
        {
            case "CreateModel":
                if (Fields(kwargs.GetProperty("fields"), appLabel) is not { } fields) return null;
                var options = kwargs.TryGetProperty("options", out var given) ? Options(given) : (new MetaAttribute(), [], []);
                if (options is not var (meta, indexes, constraints)) return null;
                return new CreateModel(Text("name"), fields) { Options = meta, Indexes = indexes, Constraints = constraints, Bases = [.. Bases(kwargs, appLabel)] };
            case "DeleteModel":
                return new DeleteModel(Text("name"));
            case "AddField":
                return Field(kwargs.GetProperty("field"), appLabel) is { } added ? new AddField(Text("model_name"), Text("name"), added) { PreserveDefault = Preserve() } : null;
            case "AlterField":
                return Field(kwargs.GetProperty("field"), appLabel) is { } altered ? new AlterField(Text("model_name"), Text("name"), altered) { PreserveDefault = Preserve() } : null;
            case "RemoveField":
                return new RemoveField(Text("model_name"), Text("name"));
            case "AddIndex":
                return new AddIndex(Text("model_name"), DjangoConstraints.Index(kwargs.GetProperty("index")));
            case "RemoveIndex":
                return new RemoveIndex(Text("model_name"), Text("name"));
            case "AddConstraint":
                return new AddConstraint(Text("model_name"), DjangoConstraints.Constraint(kwargs.GetProperty("constraint")));
            case "RemoveConstraint":
                return new RemoveConstraint(Text("model_name"), Text("name"));
            case "AlterUniqueTogether":
                return new AlterUniqueTogether(Text("name"), DjangoConstraints.Sets(kwargs.GetProperty("unique_together")));
            case "AlterIndexTogether":
                return new AlterIndexTogether(Text("name"), DjangoConstraints.Sets(kwargs.GetProperty("index_together")));
            case "AlterOrderWithRespectTo":
                return new AlterOrderWithRespectTo(Text("name"), kwargs.GetProperty("order_with_respect_to").GetString());
            case "AlterModelTable":
                return new AlterModelTable(Text("name"), kwargs.GetProperty("table").GetString());
            case "AlterModelOptions":
                return Options(kwargs.GetProperty("options")) is { } changed ? new AlterModelOptions(Text("name"), changed.Options) : null;
            case "RenameModel":
                return new RenameModel(Text("old_name"), Text("new_name"));
            case "RenameField":
                return new RenameField(Text("model_name"), Text("old_name"), Text("new_name"));
            case "RunSQL":
                return new RunSql(Statements(kwargs.GetProperty("sql")), kwargs.TryGetProperty("reverse_sql", out var reverse) ? Statements(reverse) : null);
            case "SeparateDatabaseAndState":
                var database = kwargs.GetProperty("database_operations").EnumerateArray().Select(o => Read(o, appLabel)).ToList();
                var state = kwargs.GetProperty("state_operations").EnumerateArray().Select(o => Read(o, appLabel)).ToList();
                return database.Contains(null) || state.Contains(null) ? null : new SeparateDatabaseAndState { DatabaseOperations = [.. database.OfType<Operation>()], StateOperations = [.. state.OfType<Operation>()] };
            default:
                return null;
        }
    }

    /// <summary>Django writes <c>%s</c> for each value.</summary>
    private static List<SqlStatement> Statements(JsonElement sql)
    {
        if (sql.ValueKind == JsonValueKind.String) return [sql.GetString()!];
        return [.. sql.EnumerateArray().Select(statement =>
        {
            var parts = statement.GetProperty("v")[0].GetString()!.Split("%s");
            return new SqlStatement(string.Concat(parts.Select((part, i) => i == 0 ? part : $"@p{i - 1}{part}")), [.. statement.GetProperty("v")[1].EnumerateArray().Select(Default)]);
        })];
    }

    private static List<(string Name, Field Field)>? Fields(JsonElement element, string appLabel)
    {
        var fields = new List<(string, Field)>();
        foreach (var pair in element.EnumerateArray())
        {
            if (Field(pair[1], appLabel) is not { } field) return null;
            fields.Add((pair[0].GetString()!, field));
        }

        return fields;
    }

    /// <summary>The bases that are models; the others are classes of Python's, which no migration of ours holds.</summary>
    private static IEnumerable<string> Bases(JsonElement element, string appLabel) =>
        element.TryGetProperty("bases", out var bases) ? bases.EnumerateArray().Where(label => label.ValueKind == JsonValueKind.String).Select(label => Label(label.GetString()!, appLabel)) : [];

    private static string Label(string name, string appLabel) => name.Contains('.') ? name : appLabel + "." + name;

    private static (MetaAttribute Options, IReadOnlyList<IndexAttribute> Indexes, IReadOnlyList<ConstraintAttribute> Constraints)? Options(JsonElement element)
    {
        var options = new MetaAttribute();
        IReadOnlyList<IndexAttribute> indexes = [];
        IReadOnlyList<ConstraintAttribute> constraints = [];
        foreach (var option in element.EnumerateObject())
        {
            switch (option.Name)
            {
                case "db_table": options.DbTable = option.Value.GetString(); break;
                case "verbose_name": options.VerboseName = option.Value.GetString(); break;
                case "verbose_name_plural": options.VerboseNamePlural = option.Value.GetString(); break;
                case "default_related_name": options.DefaultRelatedName = option.Value.GetString(); break;
                case "managed": options.Managed = option.Value.GetBoolean(); break;
                case "proxy": options.Proxy = option.Value.GetBoolean(); break;
                case "order_with_respect_to": options.OrderWithRespectTo = option.Value.GetString(); break;
                case "ordering": options.Ordering = DjangoConstraints.Names(option.Value); break;
                case "unique_together": options.UniqueTogether = DjangoConstraints.Sets(option.Value); break;
                case "index_together": options.IndexTogether = DjangoConstraints.Sets(option.Value); break;
                case "permissions": options.Permissions = [.. DjangoConstraints.Sets(option.Value).Select(pair => new PermissionsAttribute(pair[0], pair[1]))]; break;
                case "indexes": indexes = [.. option.Value.EnumerateArray().Select(DjangoConstraints.Index)]; break;
                case "constraints": constraints = [.. option.Value.EnumerateArray().Select(DjangoConstraints.Constraint)]; break;
                default: return null;
            }
        }

        return (options, indexes, constraints);
    }

    private static Field? Field(JsonElement element, string appLabel)
    {
        var kwargs = element.GetProperty("kwargs");
        string? To() => kwargs.GetProperty("to") is { ValueKind: JsonValueKind.String } to ? Label(to.GetString()!, appLabel) : kwargs.GetProperty("to").GetProperty("v").GetString();
        string? Setting() => kwargs.GetProperty("to") is { ValueKind: JsonValueKind.Object } to && to.TryGetProperty("setting", out var setting) ? setting.GetString() : null;
        OnDelete Deleting() => Enum.Parse<OnDelete>(kwargs.GetProperty("on_delete").GetProperty("v").GetString()!["models.".Length..].Replace("_", ""), ignoreCase: true);
        Field? field = element.GetProperty("type").GetString() switch
        {
            "models.AutoField" => new AutoField(),
            "models.BigAutoField" => new BigAutoField(),
            "models.SmallAutoField" => new SmallAutoField(),
            "models.CharField" => new CharField(),
            "models.SlugField" => new SlugField(),
            "models.TextField" => new TextField(),
            "models.IntegerField" => new IntegerField(),
            "models.PositiveIntegerField" => new PositiveIntegerField(),
            "models.BooleanField" => new BooleanField(),
            "models.NullBooleanField" => new BooleanField { Null = true },
            "models.FloatField" => new FloatField(),
            "models.TimeField" => new TimeField(),
            "models.DateField" => new DateField(),
            "models.DateTimeField" => new DateTimeField(),
            "models.DecimalField" => new DecimalField(),
            "models.UUIDField" => new UuidField(),
            "models.ForeignKey" when To() is { } to => new ForeignKey(to, Deleting()).WithTarget(to, Setting()),
            "models.ManyToManyField" when To() is { } to => new ManyToMany(to).WithTarget(to, Setting()),
            "models.OneToOneField" when To() is { } to => new OneToOne(to, Deleting()).WithTarget(to, Setting()),
            _ => null,
        };
        if (field is null) return null;
        foreach (var argument in kwargs.EnumerateObject().Where(a => !Ignored.Contains(a.Name) && a.Name is not ("to" or "on_delete")))
        {
            if (argument.Name == "default")
            {
                field.Default = Default(argument.Value);
                continue;
            }

            var name = argument.Name == "through" ? "through_model" : argument.Name;
            var property = field.GetType().GetProperties().FirstOrDefault(p => Names.ToSnakeCase(p.Name) == name);
            if (property is null) return null;
            object? value = argument.Value.ValueKind switch
            {
                JsonValueKind.True or JsonValueKind.False => argument.Value.GetBoolean(),
                JsonValueKind.Number => argument.Value.GetInt32(),
                JsonValueKind.String => argument.Value.GetString(),
                _ => null,
            };
            if (value is null) return null;
            property.SetValue(field, value);
        }

        return field;
    }

    /// <summary>A value, or the text of one that Python constructs.</summary>
    private static object? Default(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.Number => value.TryGetInt32(out var number) ? number : value.GetDouble(),
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
