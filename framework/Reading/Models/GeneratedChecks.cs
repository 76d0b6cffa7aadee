using Quintet.Reading.Conditions;

namespace Quintet.Reading.Models;

/// <summary>What can be said of a field that the database calculates.</summary>
internal static class GeneratedChecks
{
    public static void Check(FieldDeclaration field, ModelDeclaration model, List<Finding> findings)
    {
        if (field.Option("GeneratedAs")?.Text is not { } text) return;
        var isOwn = field.DeclaredIn == model.FullName;
        var place = isOwn ? field.AttributeLocation : model.Location;
        var parsed = ConditionParser.Parse(text);
        if (isOwn)
        {
            if (WhyNot(field) is { } reason) findings.Add(new(DiagnosticTable.GeneratedDoesNotFit, place, field.Property, reason));
            if (parsed.Error is { } error) findings.Add(new(DiagnosticTable.ConditionUnreadable, place, "GeneratedAs", field.Property, $"{error.Position + 1}", error.Message));
        }

        // What a base does not have, the models that derive from it may.
        if (model.IsAbstract) return;
        foreach (var name in parsed.Fields.Select(f => f.Name).Distinct())
        {
            var found = name == "pk" ? model.PrimaryKey : model.AllFields.FirstOrDefault(f => f.Name == name || (f.Relation is not null && f.Column == name));
            var wrong = found switch
            {
                null => null,
                _ when found == field => "is itself",
                _ when found.Option("GeneratedAs")?.Text is not null => "is calculated, too",
                _ when model.Inherited.Items.Contains(found) => "stands in another table, that of the model it derives from",
                _ => null,
            };
            if (found is null) findings.Add(new(DiagnosticTable.UnknownFieldInMeta, place, "GeneratedAs", field.Property, name, $" It has: {string.Join(", ", model.Fields.Items.Select(f => f.Name))}."));
            else if (wrong is not null) findings.Add(new(DiagnosticTable.GeneratedFromOther, place, field.Property, name, wrong));
        }
    }

    private static string? WhyNot(FieldDeclaration field) => field switch
    {
        { Relation: not null } => "it is a relation",
        { IsFile: true } => "it holds a file",
        { IsPrimaryKey: true } => "it is the key",
        { Kind: "AutoField" or "BigAutoField" or "SmallAutoField" } => "it counts by itself",
        { Default: not null } => "it has a default, the property's initializer",
        _ when field.Option("DbDefault") is not null || field.Option("DbDefaultSql") is not null => "it has a database default",
        _ when field.Option("AutoNow")?.Text == "true" || field.Option("AutoNowAdd")?.Text == "true" => "it is set to the present time",
        _ when field.Option("Editable")?.Text == "true" => "it says Editable = true",
        _ => null,
    };
}
