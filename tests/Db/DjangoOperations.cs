using System.Text.Json;
using Quintet;
using Quintet.Db;
using Quintet.Db.Migrations;

namespace DbTests;

/// <summary>Reads operations as Django deconstructs them.</summary>
internal static class DjangoOperations
{
    // What says nothing to the database, or is said otherwise here.
    private static readonly string[] Ignored = ["serialize", "auto_created", "choices", "unique_for_date", "verbose_name", "help_text"];

    /// <summary>The operation, or null where it, or a field in it, is of a kind that we do not have yet.</summary>
    public static Operation? Read(JsonElement element)
    {
        var kwargs = element.GetProperty("kwargs");
        string Text(string name) => kwargs.GetProperty(name).GetString()!;
        bool Preserve() => !kwargs.TryGetProperty("preserve_default", out var value) || value.GetBoolean();
        switch (element.GetProperty("type").GetString())
        {
            case "CreateModel":
                var fields = new List<(string, Field)>();
                foreach (var pair in kwargs.GetProperty("fields").EnumerateArray())
                {
                    if (Field(pair[1]) is not { } field) return null;
                    fields.Add((pair[0].GetString()!, field));
                }

                var options = new MetaAttribute();
                IReadOnlyList<IndexAttribute> indexes = [];
                IReadOnlyList<ConstraintAttribute> constraints = [];
                if (kwargs.TryGetProperty("options", out var given))
                {
                    foreach (var option in given.EnumerateObject())
                    {
                        if (option.Name == "db_table") options.DbTable = option.Value.GetString();
                        else if (option.Name == "unique_together") options.UniqueTogether = DjangoConstraints.Sets(option.Value);
                        else if (option.Name == "indexes") indexes = [.. option.Value.EnumerateArray().Select(DjangoConstraints.Index)];
                        else if (option.Name == "constraints") constraints = [.. option.Value.EnumerateArray().Select(DjangoConstraints.Constraint)];
                        else if (option.Name == "index_together") return null;
                    }
                }

                var bases = kwargs.TryGetProperty("bases", out var derived) ? derived.EnumerateArray().Select(label => label.GetString()!) : [];
                return new CreateModel(Text("name"), fields) { Options = options, Indexes = indexes, Constraints = constraints, Bases = [.. bases] };
            case "DeleteModel":
                return new DeleteModel(Text("name"));
            case "AddField":
                return Field(kwargs.GetProperty("field")) is { } added ? new AddField(Text("model_name"), Text("name"), added) { PreserveDefault = Preserve() } : null;
            case "AlterField":
                return Field(kwargs.GetProperty("field")) is { } altered ? new AlterField(Text("model_name"), Text("name"), altered) { PreserveDefault = Preserve() } : null;
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
            default:
                return null;
        }
    }

    private static Field? Field(JsonElement element)
    {
        var kwargs = element.GetProperty("kwargs");
        string? To() => kwargs.GetProperty("to").ValueKind == JsonValueKind.String ? kwargs.GetProperty("to").GetString() : null;
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
            "models.DateField" => new DateField(),
            "models.DateTimeField" => new DateTimeField(),
            "models.DecimalField" => new DecimalField(),
            "models.UUIDField" => new UuidField(),
            "models.ForeignKey" when To() is { } to => new ForeignKey(to, Deleting()),
            "models.ManyToManyField" when To() is { } to => new ManyToMany(to),
            "models.OneToOneField" when To() is { } to => new OneToOne(to, Deleting()),
            _ => null,
        };
        if (field is null) return null;
        foreach (var argument in kwargs.EnumerateObject().Where(a => !Ignored.Contains(a.Name) && a.Name is not ("to" or "on_delete")))
        {
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
}
