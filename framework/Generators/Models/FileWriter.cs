using Quintet.Reading.Models;
using static Quintet.Generators.CodeWriter;

namespace Quintet.Generators;

/// <summary>Writes the properties of file fields.</summary>
internal static class FileWriter
{
    public static void Property(CodeWriter writer, FieldDeclaration field)
    {
        // The user's half names it.
        if (writer.HeadsOnly) return;
        var storage = $"__{char.ToLowerInvariant(field.Property[0])}{field.Property.Substring(1)}";
        var bound = $"BoundTo(this, {Literal(field.Name)})";
        writer.Line();
        writer.Line($"private {field.ClrType}? {storage};");
        writer.Implementation($"{field.Accessibility} {field.Modifiers}partial {field.DeclaredType} {Identifier(field.Property)}", () =>
        {
            writer.Line(field.IsNullable ? $"get => {storage};" : $"get => {storage} ??= new {field.ClrType}(\"\").{bound};");
            writer.Line(field.IsNullable
                ? $"{field.SetAccessor} => {storage} = value?.{bound};"
                : $"{field.SetAccessor} => {storage} = (value ?? ({field.ClrType})\"\").{bound};");
        });
    }
}
