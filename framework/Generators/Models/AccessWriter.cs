using Quintet.Reading.Models;

namespace Quintet.Generators;

/// <summary>Writes the class by which the framework gets to a model's objects and their properties.</summary>
internal static class AccessWriter
{
    private const string Db = "global::Quintet.Db.";

    public static void Write(CodeWriter writer, ModelDeclaration model)
    {
        var self = "global::" + model.FullName;
        writer.Block($"private sealed class __Access : {Db}ModelAccess", () =>
        {
            writer.Line($"public override {Db}Model Create() => new {self}();");
            writer.Line();
            writer.Block(
                $"public override {Db}Model ReadModel({Db}Row row, int offset) => new {self}",
                () =>
                {
                    var index = 0;
                    foreach (var field in model.AllFields)
                    {
                        // A child's key is its parent's, which was read already.
                        if (!field.IsParentLink) writer.Line($"{FieldCode.ValueProperty(field)} = {FieldCode.Read(field, index == 0 ? "offset" : $"offset + {index}")},");
                        index++;
                    }
                },
                "};");

            List<(FieldDeclaration Field, int Place)> all = [.. model.Fields.Items.Select((field, place) => (field, place))];
            List<(FieldDeclaration Field, int Place)> columns = [.. all.Where(f => !f.Field.IsFile)];
            List<(FieldDeclaration Field, int Place)> relations = [.. all.Where(f => f.Field.Relation is not null)];
            Gives("object? Get", "", all, FieldCode.Get);
            Does("void Set", ", object? value", all, FieldCode.Set);
            Does("void Read", $", {Db}Row row, int column", columns, field => $"m.{FieldCode.ValueProperty(field)} = {FieldCode.Read(field, "column")}");
            Gives("bool IsUnset", "", columns, field => $"IsUnset<{FieldCode.ValueType(field)}>({FieldCode.Get(field)})");
            Gives($"{Db}Model? GetLoaded", "", relations, FieldCode.GetLoaded);
            Does("void SetLoaded", $", {Db}Model? related", relations, FieldCode.SetLoaded);
            if (relations.Count > 0) Method($"public override {Db}ModelMeta GetTarget(int field)", relations, cast: false, field => $"return {FieldCode.Target(field, self)};");

            void Gives(string method, string parameters, List<(FieldDeclaration Field, int Place)> fields, Func<FieldDeclaration, string> expression) =>
                Method($"public override {method}({Db}Model instance, int field{parameters})", fields, cast: true, field => $"return {expression(field)};");

            void Does(string method, string parameters, List<(FieldDeclaration Field, int Place)> fields, Func<FieldDeclaration, string> statement) =>
                Method($"public override {method}({Db}Model instance, int field{parameters})", fields, cast: true, field => $"{statement(field)}; return;");

            void Method(string head, List<(FieldDeclaration Field, int Place)> fields, bool cast, Func<FieldDeclaration, string> body)
            {
                if (fields.Count == 0) return;
                writer.Line();
                writer.Block(head, () =>
                {
                    if (cast) writer.Line($"var m = ({self})instance;");
                    writer.Block("switch (field)", () =>
                    {
                        foreach (var (field, place) in fields) writer.Line($"case {place}: {body(field)}");
                        writer.Line("default: throw NoField(field);");
                    });
                });
            }
        });
    }
}
