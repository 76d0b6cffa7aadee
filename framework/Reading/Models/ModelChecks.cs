namespace Quintet.Reading.Models;

/// <summary>What can be said of one model without the others.</summary>
internal static class ModelChecks
{
    private const string ForTheModel = "every model";

    /// <summary>The members that each model gets; a member of the source with such a name would clash.</summary>
    private static readonly string[] Generated = ["Pk", "Objects", "Meta"];

    private static readonly string[] PlaceMembers = ["_Order", "GetNextInOrder", "GetNextInOrderAsync", "GetPreviousInOrder", "GetPreviousInOrderAsync"];

    private static readonly string[] SynchronousForms = ["Save", "Delete"];

    public static void Check(ModelDeclaration model, List<Finding> findings)
    {
        if (model.Location is null) return;
        foreach (var field in model.Fields)
        {
            // An inherited field was checked where it is declared.
            if (field.DeclaredIn != model.FullName || field.IsImplicit) continue;
            CheckName(field, findings);
            CheckOptions(field, findings);
            if (field.IsFile) CheckFile(field, model, findings);
        }

        foreach (var field in model.Fields) GeneratedChecks.Check(field, model, findings);

        CheckOverrides(model, findings);
        if (model.IsAbstract) return;
        CheckColumns(model, findings);
        CheckKeys(model, findings);
        CheckMembers(model, findings);
        MetaChecks.Check(model, findings);
    }

    /// <summary>The plain form cannot wait for the asynchronous one; the other way round is generated.</summary>
    private static void CheckOverrides(ModelDeclaration model, List<Finding> findings)
    {
        foreach (var name in SynchronousForms)
        {
            if (!model.Overrides.Items.Contains(name + "Async") || model.Overrides.Items.Contains(name)) continue;
            findings.Add(new(DiagnosticTable.OnlyAsyncOverridden, model.Location, model.Name, name + "Async", name, name == "Save" ? "Save() and Create() pass" : "Delete() passes"));
        }
    }

    /// <summary>Django's fields.E001, E002 and E003, which keep lookups such as <c>author__name</c> unambiguous.</summary>
    private static void CheckName(FieldDeclaration field, List<Finding> findings)
    {
        var reason = field.Name switch
        {
            "pk" => "means the primary key",
            var n when n.EndsWith("_", StringComparison.Ordinal) => "ends with an underscore",
            var n when n.Contains("__") => "contains two underscores, which separate the parts of a lookup",
            _ => null,
        };
        if (reason is not null) findings.Add(new(DiagnosticTable.BadFieldName, field.Location, field.Property, field.Name, reason));
    }

    private static void CheckOptions(FieldDeclaration field, List<Finding> findings)
    {
        // An app's own class may set the length itself.
        if (FieldKinds.Find(field.Kind) is { NeedsMaxLength: true } && field.Type == "global::Quintet.Db." + field.Kind && !(Number(field, "MaxLength") > 0) && !field.IsEnum)
        {
            findings.Add(new(DiagnosticTable.MaxLengthMissing, field.AttributeLocation, field.Kind, field.Property));
        }

        if (field.Kind == "DecimalField")
        {
            int digits = Number(field, "MaxDigits") ?? 0, places = Number(field, "DecimalPlaces") ?? 0;
            if (digits <= 0 || places < 0 || places > digits)
            {
                findings.Add(new(DiagnosticTable.DecimalOptionsMissing, field.AttributeLocation, field.Property, $"{digits}", $"{places}"));
            }
        }
    }

    private static void CheckFile(FieldDeclaration field, ModelDeclaration model, List<Finding> findings)
    {
        // Django's fields.E201.
        if (field.IsPrimaryKey) findings.Add(new(DiagnosticTable.FileFieldKey, field.AttributeLocation, field.Kind, field.Property));
        foreach (var option in (string[])["WidthField", "HeightField"])
        {
            if (field.Option(option)?.Text is not { } name) continue;
            var target = model.AllFields.FirstOrDefault(f => f.Name == name || f.Property == name);
            if (target is { IsEnum: false, ConvertedTo: null, Kind: "IntegerField" or "BigIntegerField" or "SmallIntegerField" or "PositiveIntegerField" or "PositiveBigIntegerField" or "PositiveSmallIntegerField" }) continue;

            // A base's may be a field of the models that derive.
            if (target is null && model.IsAbstract) continue;
            findings.Add(new(DiagnosticTable.DimensionField, field.AttributeLocation, option, field.Property, name, target is null ? "which is no field of the model" : $"which is a {target.Kind}"));
        }
    }

    private static int? Number(FieldDeclaration field, string option) =>
        int.TryParse(field.Option(option)?.Text, out var number) ? number : null;

    private static void CheckColumns(ModelDeclaration model, List<Finding> findings)
    {
        var byColumn = new Dictionary<string, FieldDeclaration>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in model.Fields)
        {
            if (byColumn.TryGetValue(field.Column, out var other))
            {
                findings.Add(new(DiagnosticTable.DuplicateColumn, field.Location ?? model.Location, other.Property, field.Property, field.Column));
            }
            else
            {
                byColumn.Add(field.Column, field);
            }
        }
    }

    private static void CheckKeys(ModelDeclaration model, List<Finding> findings)
    {
        if (model.Parent is not null) return; // Its key is the parent's.
        var keys = model.Fields.Items.Where(f => f.IsPrimaryKey).Select(f => f.Property).ToList();
        if (keys.Count > 1) findings.Add(new(DiagnosticTable.SeveralPrimaryKeys, model.Location, model.Name, string.Join(", ", keys)));
    }

    private static void CheckMembers(ModelDeclaration model, List<Finding> findings)
    {
        foreach (var name in Generated) Check(name, ForTheModel);
        foreach (var field in model.Fields)
        {
            foreach (var name in field.HasNeighbours ? field.NeighbourMethods : []) Check(name, $"the date '{field.Property}'");
            if (field.HasChoices && field.DeclaredIn == model.FullName) Check($"Get{field.Property}Display", $"the choices of '{field.Property}'");
            if (field is { IsImplicit: true, IsParentLink: true }) continue;
            if (field is { IsImplicit: true, Name: "_order" })
            {
                foreach (var name in PlaceMembers) Check(name, "OrderWithRespectTo");
                continue;
            }

            if (field.IsImplicit) Check(field.Property, "the primary key; declare the key with a field attribute and PrimaryKey = true, or");
            else if (field.Relation is not null)
            {
                Check(field.Property + "Id", $"the relation '{field.Property}'");
                Check($"Get{field.Property}Async", $"the relation '{field.Property}'");
            }
        }

        void Check(string name, string reason)
        {
            if (model.OwnMembers.Items.Contains(name)) findings.Add(new(DiagnosticTable.MemberClash, model.Location, model.Name, name, reason));
        }
    }
}
