using Quintet.Reading.Models;
using static Quintet.Generators.CodeWriter;

namespace Quintet.Generators;

/// <summary>The expressions that describe, read and write one field.</summary>
internal static class FieldCode
{
    private const string Db = "global::Quintet.Db.";

    /// <summary><c>_authorId</c> with one more underscore: a name that a model's author does not use.</summary>
    public static string KeyStorage(FieldDeclaration field) => $"__{CamelCase(field.Property)}Id";

    public static string LoadedStorage(FieldDeclaration field) => $"__{CamelCase(field.Property)}";

    /// <summary>The key's type, with <c>?</c> where the relation may be empty.</summary>
    public static string KeyType(FieldDeclaration field) => field.Relation!.TargetKeyType + (field.IsNullable ? "?" : "");

    /// <summary>The property that holds the column's value: the field's own, or <c>AuthorId</c>.</summary>
    public static string ValueProperty(FieldDeclaration field) => Identifier(
        field.Relation is not { } relation ? field.Property : field is { IsParentLink: true, IsImplicit: true } ? relation.TargetKey : field.Property + "Id");

    /// <summary>The type of the column's value: an enum is stored as its number.</summary>
    public static string ValueType(FieldDeclaration field) =>
        field.Relation is not null ? KeyType(field) : ColumnType(field) + (field.IsNullable ? "?" : "");

    private static string ColumnType(FieldDeclaration field) => field.ConvertedTo ?? field.EnumUnderlying ?? (field.IsFile ? "string" : field.ClrType);

    /// <summary><c>new CharField { MaxLength = 200 }</c>: the attribute again, with what the property's type and initializer say.</summary>
    /// <param name="field">The field.</param>
    /// <param name="headsOnly">Whether a relation to a model whose app is not known leads nowhere; a build names the class, and reports it.</param>
    public static string Construction(FieldDeclaration field, bool headsOnly = false)
    {
        var arguments = field.Relation switch
        {
            null => string.Join(", ", field.Arguments.Items.Select(a => a.Code)),
            { Kind: RelationKind.ManyToMany } many => Target(many, headsOnly),
            { } relation => $"{Target(relation, headsOnly)}, {Db}OnDelete.{relation.OnDelete}",
        };
        var options = new List<string>();
        foreach (var option in field.Options)
        {
            // What these name stands in the metadata itself.
            if (option.Name is "Null" or "Choices" or "Validators" or "Through" or "SetValue") continue;
            var code = option.Name == "RelatedName" && field.Relation?.RelatedName is { } name ? Literal(name) : option.Value.Code;
            options.Add($"{option.Name} = {code}");
        }

        // It may come from the model's DefaultRelatedName.
        if (field.Relation?.RelatedName is { } usual && field.Option("RelatedName") is null) options.Add($"RelatedName = {Literal(usual)}");
        if (field.IsNullable || field.Option("Null")?.Text == "true") options.Add("Null = true");
        if (field.Default is { } value) options.Add($"Default = {value.Code}");
        if (field.Relation?.Through is { } through) options.Add($"ThroughModel = {(field.Relation.ThroughLabel is { } label ? Literal(label) : $"global::{through}.Meta.Label")}");
        var initializer = options.Count > 0 ? $" {{ {string.Join(", ", options)} }}" : "";
        return $"new {field.Type}{(arguments.Length > 0 || options.Count == 0 ? $"({arguments})" : "")}{initializer}";
    }

    // Another assembly's app may have any label; its metadata says which.
    private static string Target(RelationDeclaration relation, bool headsOnly) =>
        relation.TargetInSource ? Literal(relation.TargetLabel ?? (headsOnly ? "" : relation.Target)) : relation.TargetType + ".Meta.Label";

    /// <summary>The entry of a many-to-many relation in a model's metadata.</summary>
    public static string ManyToMany(FieldDeclaration field, string model)
    {
        var relation = field.Relation!;
        var keys = relation.Through is null ? $", {relation.SourceKeyType}, {relation.TargetKeyType}" : "";
        var through = relation.Through is { } type ? $", static () => global::{type}.Meta" : "";
        return $"new {Db}ManyToManyMeta<{model}, {relation.TargetType}{keys}>({Literal(field.Name)}, {Literal(field.Property)}, {Construction(field)}, static () => {relation.TargetType}.Meta{(relation.TargetType == model ? "!" : "")}{through})";
    }

    /// <summary>A field under its name, for those who read it: <c>new("title", "Title", new CharField { MaxLength = 200 })</c></summary>
    public static string Named(FieldDeclaration field) => $"new({Literal(field.Name)}, {Literal(field.Property)}, {Construction(field, headsOnly: true)})";

    /// <summary>The entry of a model's metadata.</summary>
    public static string Meta(FieldDeclaration field, string model)
    {
        var kind = field.IsFile ? "FileFieldMeta" : field.Relation is null ? "FieldMeta" : "RelationFieldMeta";
        var type = field.IsFile ? "" : $", typeof({(IsReference(field) ? ValueType(field).TrimEnd('?') : ValueType(field))})";
        return $"new {Db}{kind}({Literal(field.Name)}, {Literal(field.Property)}, {Construction(field)}{type}){Extras(field, model)},";
    }

    /// <summary>Whether null is no <c>Nullable&lt;T&gt;</c> in the column's type.</summary>
    private static bool IsReference(FieldDeclaration field) => field switch
    {
        { Relation.TargetKeyType: var key } => key is "string" or "global::System.Net.IPAddress" || key.EndsWith("[]", StringComparison.Ordinal),
        { ConvertedTo: not null } => field.IsConvertedToReference,
        _ => !field.IsValueType,
    };

    /// <summary>The value of a field's column in the object <c>m</c>; of a file field its file.</summary>
    public static string Get(FieldDeclaration field)
    {
        var property = "m." + ValueProperty(field);
        if (field.ConvertedTo is not null) return field.IsNullable ? $"{property} is {{ }} value{field.Property} ? {field.Type}.ToDatabase(value{field.Property}) : null" : $"{field.Type}.ToDatabase({property})";
        return field.IsEnum ? $"({ValueType(field)}){property}" : property;
    }

    /// <summary>Sets a field of the object <c>m</c> from <c>value</c>.</summary>
    public static string Set(FieldDeclaration field)
    {
        var property = "m." + ValueProperty(field);
        if (field.IsFile) return $"{property} = ({field.ClrType}?)value{(field.IsNullable ? "" : "!")}";
        var value = $"({ValueType(field)})value{(field.IsNullable ? "" : "!")}";
        if (field.ConvertedTo is not null) value = field.IsNullable ? $"{value} is {{ }} value{field.Property} ? {field.Type}.FromDatabase(value{field.Property}) : null" : $"{field.Type}.FromDatabase({value})";
        return $"{property} = {(field.IsEnum ? $"({field.DeclaredType})" : "")}{value}";
    }

    /// <summary>What a foreign key points to.</summary>
    // In its own initializer the compiler takes Meta for null.
    public static string Target(FieldDeclaration field, string model) => $"{field.Relation!.TargetType}.Meta{(field.Relation.TargetType == model ? "!" : "")}";

    /// <summary>The object that a foreign key of the object <c>m</c> points to, if it is loaded.</summary>
    // Of a child's key it is a part of the child: it is not kept beside it.
    public static string GetLoaded(FieldDeclaration field) => field.IsParentLink ? "null" : "m." + LoadedStorage(field);

    /// <summary>Sets the object that a foreign key of the object <c>m</c> points to.</summary>
    public static string SetLoaded(FieldDeclaration field)
    {
        var relation = field.Relation!;
        return field.IsParentLink
            ? $"m.{Identifier(relation.TargetKey)} = (({relation.TargetType})related!).{Identifier(relation.TargetKey)}"
            : $"m.{Identifier(field.Property)} = ({relation.TargetType}{(field.IsNullable ? "?)related" : ")related!")}";
    }

    /// <summary>What a field has beside its column: choices, validators, a conversion. Asked late: the lists may be initialised after the metadata.</summary>
    private static string Extras(FieldDeclaration field, string model)
    {
        var extras = new List<string>();
        if (field.MemberOf("Choices") is { } choices) extras.Add($"ChoicesOf = static () => {choices}");
        else if (field.EnumChoices.Count > 0) extras.Add($"ChoicesOf = static () => [{string.Join(", ", field.EnumChoices.Items.Select(c => $"new({c.Code}, {Literal(c.Label)})"))}]");
        if (field.MemberOf("Validators") is { } validators) extras.Add($"ValidatorsOf = static () => {validators}");
        if (field.ConvertedTo is not null) extras.Add($"Converter = static v => v is {field.ClrType} value ? {field.Type}.ToDatabase(value) : v");
        if (field.UploadTo is { } uploadTo) extras.Add($"UploadToOf = static (m, name) => {uploadTo}(({model})m, name)");
        if (field.Relation?.SetValue is { } set) extras.Add($"ValueOnDeleteOf = static () => {set}");
        return extras.Count == 0 ? "" : $" {{ {string.Join(", ", extras)} }}";
    }

    /// <summary><c>row.GetString(offset + 1)</c></summary>
    /// <param name="field">The field.</param>
    /// <param name="column">Which column, in C#.</param>
    public static string Read(FieldDeclaration field, string column)
    {
        var type = field.Relation?.TargetKeyType ?? ColumnType(field);
        var places = type == "decimal" ? $", {field.Option("DecimalPlaces")?.Code ?? "0"}" : "";
        var orNull = field.IsNullable ? "OrNull" : "";
        var read = RowMethod(type) is { } method ? $"row.Get{method}{orNull}({column}{places})" : $"row.Get{orNull}<{type}{(field.IsNullable ? "?" : "")}>({column})";
        if (field.ConvertedTo is not null) return field.IsNullable ? $"{read} is {{ }} value{field.Property} ? {field.Type}.FromDatabase(value{field.Property}) : null" : $"{field.Type}.FromDatabase({read})";
        if (field.IsFile) return field.IsNullable ? $"{read} is {{ }} value{field.Property} ? new {field.ClrType}(value{field.Property}) : null" : $"new {field.ClrType}({read})";
        return field.IsEnum ? $"({field.DeclaredType}){read}" : read;
    }

    /// <summary>What follows <c>Get</c> in the methods of <c>Quintet.Db.Row</c>; null: only the driver knows the type.</summary>
    private static string? RowMethod(string type) => type switch
    {
        "short" => "Int16",
        "int" => "Int32",
        "long" => "Int64",
        "bool" => "Boolean",
        "double" => "Double",
        "decimal" => "Decimal",
        "string" => "String",
        "byte[]" => "Bytes",
        "global::System.DateTime" => "DateTime",
        "global::System.DateOnly" => "Date",
        "global::System.TimeOnly" => "Time",
        "global::System.TimeSpan" => "TimeSpan",
        "global::System.Guid" => "Guid",
        "global::System.Net.IPAddress" => "IPAddress",
        "global::System.Text.Json.JsonElement" => "Json",
        _ => null,
    };

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
