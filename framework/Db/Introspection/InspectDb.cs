using System.Text;
using Quintet.Db.Migrations;

namespace Quintet.Db.Introspection;

/// <summary>Writes the models of tables that are there (Django's <c>inspectdb</c>): C# that compiles, for a person to go on with.</summary>
public static class InspectDb
{
    // Of an [Index].
    private const int LongestIndexName = 30;

    private const string Header =
        """
        // This is an auto-generated Quintet model module.
        // You'll have to do the following manually to clean this up:
        //   * Put it into an app's folder, and give it the app's namespace
        //   * Make sure each model has one field with PrimaryKey = true
        //   * Make sure each ForeignKey and OneToOne has OnDelete set to the desired behavior
        //   * Remove Managed = false if you wish to allow Quintet to create, modify, and delete the table
        // Feel free to rename the models, but don't rename DbTable or DbColumn values.
        """;

    /// <summary>
    /// The models of tables. Those that others point to come first. A table that cannot be read is a comment that says why. Tables for many-to-many
    /// relations are models like the others: which of the two it is meant to be, the database does not say.
    /// </summary>
    /// <param name="connection">The database.</param>
    /// <param name="tables">The tables, or views; empty: all tables.</param>
    /// <param name="includeViews">Without a list of tables, the views too.</param>
    /// <param name="ns">The namespace of the models.</param>
    /// <exception cref="OperationalErrorException">The database cannot be asked.</exception>
    public static string Write(Connection connection, IReadOnlyList<string> tables, bool includeViews, string ns)
    {
        var introspection = DatabaseIntrospection.Of(connection);
        var known = introspection.Tables();
        var classes = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var models = new Dictionary<string, InspectedModel>(connection.Dialect.Vendor == "sqlite" ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        var problems = new StringBuilder();
        foreach (var name in tables.Count > 0 ? tables.Distinct() : known.Where(table => includeViews || !table.IsView).Select(table => table.Name))
        {
            if (Read(name, out var problem) is { } table) models[name] = new(table, InspectedNames.Class(name, classes));
            else problems.Append($"\n\n// Unable to inspect table {CSharpSource.Literal(name)}\n// The error was: {OneLine(problem!)}");
        }

        foreach (var model in models.Values) model.NameFields(models);
        foreach (var model in models.Values) model.NameWaysBack();
        var source = new StringBuilder(Header).Append('\n');
        foreach (var used in models.Values.SelectMany(model => model.Fields.Where(field => field.Target is null).Select(field => Guess(model, field, connection).Namespace)).OfType<string>().Distinct().Order(StringComparer.Ordinal))
        {
            source.Append($"\nusing {used};");
        }

        source.Append($"\nusing Quintet.Db;\n\nnamespace {ns};").Append(problems);
        foreach (var model in Ordered(models.Values)) WriteModel(source, model, connection);
        return source.Append('\n').ToString().ReplaceLineEndings("\n");

        TableDescription? Read(string name, out string? problem)
        {
            problem = null;
            try
            {
                if (known.FirstOrDefault(table => table.Name == name) is not { Name: not null } found) problem = $"The database has no table {CSharpSource.Literal(name)}.";
                else if (introspection.Describe(name, found.IsView) is var description && description.Columns.Any(column => !column.IsGenerated)) return description;
                else problem = "The table has no columns to write.";
            }
            catch (DatabaseErrorException e)
            {
                problem = e.Message;
            }

            return null;
        }
    }

    /// <summary>Targets before what points to them, as far as there is no circle; else by name.</summary>
    private static List<InspectedModel> Ordered(IEnumerable<InspectedModel> models)
    {
        var ordered = new List<InspectedModel>();
        var seen = new HashSet<InspectedModel>();
        foreach (var model in models.OrderBy(model => model.ClassName, StringComparer.Ordinal)) Visit(model);
        return ordered;

        void Visit(InspectedModel model)
        {
            if (!seen.Add(model)) return;
            foreach (var target in model.Fields.Select(field => field.Target).OfType<InspectedModel>().OrderBy(target => target.ClassName, StringComparer.Ordinal)) Visit(target);
            ordered.Add(model);
        }
    }

    private static void WriteModel(StringBuilder source, InspectedModel model, Connection connection)
    {
        var table = model.Table;
        source.Append("\n\n");
        foreach (var column in table.Columns.Where(column => column.IsGenerated))
        {
            source.Append($"// The column {CSharpSource.Literal(column.Name)} is left out, as the database calculates it{(column.Default is null ? "" : ": " + OneLine(column.Default))}. GeneratedAs declares such a field.\n");
        }

        List<IndexDescription> indexes = [.. table.Indexes.Where(index => !IsOfField(model, index) && HasAll(index.Columns))];
        foreach (var index in indexes.Where(index => index.Name.Length > LongestIndexName))
        {
            source.Append($"// The index {CSharpSource.Literal(index.Name)} over {string.Join(", ", index.Columns.Select(OneLine))} is left out, as its name is too long for [Index].\n");
        }

        var comment = table.Comment is null ? "" : $", DbTableComment = {CSharpSource.Literal(table.Comment)}";
        source.Append($"[Meta(DbTable = {CSharpSource.Literal(table.Name)}{comment}, Managed = false)]\n");
        List<IReadOnlyList<string>> sets = [.. table.UniqueSets.Where(set => set.Count > 1), .. table.PrimaryKey.Count > 1 ? [table.PrimaryKey] : (IReadOnlyList<string>[])[]];
        foreach (var set in sets.Where(HasAll).Select(Words).Distinct()) source.Append($"[UniqueTogether({set})]\n");
        foreach (var index in indexes.Where(index => index.Name.Length <= LongestIndexName)) source.Append($"[Index({Words(index.Columns)}, Name = {CSharpSource.Literal(index.Name)})]\n");
        source.Append($"public partial class {model.ClassName} : Model\n{{\n");
        source.AppendJoin("\n", model.Fields.Select(field => FieldSource(model, field, connection))).Append('}');

        bool HasAll(IReadOnlyList<string> columns) => columns.All(column => model.Find(column.TrimStart('-')) is not null);

        string Words(IReadOnlyList<string> columns) =>
            string.Join(", ", columns.Select(column => CSharpSource.Literal((column.StartsWith('-') ? "-" : "") + model.Find(column.TrimStart('-'))!.Name)));
    }

    private static string FieldSource(InspectedModel model, InspectedField field, Connection connection)
    {
        var column = field.Column;
        var isKey = column.Name == model.Key;
        var isUnique = model.IsUnique(column.Name);
        var isNull = column.IsNull && !isKey;
        var guess = Guess(model, field, connection);
        var notes = new List<string>(field.Notes);
        var arguments = new List<string>();
        string attribute, type, initialiser;
        if (field.Target is { } target)
        {
            (attribute, type, initialiser) = (isUnique ? "OneToOne" : "ForeignKey", "partial " + target.ClassName, "");
            arguments.Add("OnDelete.DoNothing");
            if (field.TargetColumn is { } toColumn) arguments.Add($"ToField = {CSharpSource.Literal(target.Find(toColumn)!.Name)}");
            if (field.RelatedName is { } name) arguments.Add($"RelatedName = {CSharpSource.Literal(name)}");
        }
        else
        {
            (attribute, type, initialiser) = (guess.Attribute, guess.Type, isNull ? "" : guess.Initialiser);
            arguments.AddRange(guess.Arguments);
            if (guess.Note is not null) notes.Add(guess.Note);
        }

        if (isKey)
        {
            arguments.Add("PrimaryKey = true");
            if (model.KeyNote is not null) notes.Add(model.KeyNote);
        }
        else if (isUnique && field.Target is null)
        {
            arguments.Add("Unique = true");
        }
        else if (field.Target is null && model.Table.Indexes.Any(index => IsOfField(model, index) && index.Columns[0] == column.Name))
        {
            arguments.Add("DbIndex = true");
        }

        if (isNull) arguments.Add("Blank = true");
        if (column.Name != (field.Target is null ? field.Name : field.Name + "_id")) arguments.Add($"DbColumn = {CSharpSource.Literal(column.Name)}");
        if (column.Comment is not null) arguments.Add($"DbComment = {CSharpSource.Literal(column.Comment)}");
        var text = new StringBuilder();
        foreach (var note in notes) text.Append($"    // {note}\n");
        text.Append($"    [{attribute}{(arguments.Count > 0 ? $"({string.Join(", ", arguments)})" : "")}]\n");
        return text.Append($"    public {type}{(isNull ? "?" : "")} {field.Property} {{ get; set; }}{initialiser}\n").ToString();
    }

    private static FieldGuess Guess(InspectedModel model, InspectedField field, Connection connection) => FieldGuess.Of(field.Column, connection.Dialect.Vendor, field.Column.Name == model.Key);

    /// <summary>Whether a field's <c>DbIndex</c> stands for it.</summary>
    private static bool IsOfField(InspectedModel model, IndexDescription index) => index.Columns.Count == 1 && model.Find(index.Columns[0]) is not null;

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
