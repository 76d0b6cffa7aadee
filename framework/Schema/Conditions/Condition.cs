using System.Globalization;
using Quintet.Db.Conditions;
using Quintet.Db.Migrations;

namespace Quintet.Db;

/// <summary>What a field of a condition is in the SQL.</summary>
/// <param name="Sql">The quoted column, or a parameter in its place.</param>
/// <param name="Field">By its kind a value beside it is written.</param>
public readonly record struct ConditionOperand(string Sql, Field Field);

/// <summary>
/// A condition or expression over a model's fields, as constraints and indexes have it: <c>age &gt;= 18 AND status IN ('new', 'sold')</c>. Parsed
/// once; written as SQL over columns for the database, and over an object's values for <c>ValidateConstraints</c>.
/// </summary>
public sealed class Condition
{
    private readonly Term _term;

    private Condition(Term term, IReadOnlyList<string> fields) => (_term, Fields) = (term, fields);

    /// <summary>The names of the fields in it, each once, in the order of the text.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>Reads a condition or expression.</summary>
    /// <exception cref="FormatException">It cannot be read; says where and why.</exception>
    public static Condition Parse(string text)
    {
        var parsed = ConditionParser.Parse(text);
        if (parsed.Error is { } error) throw new FormatException($"The condition \"{text}\" cannot be read: at column {error.Position + 1} {error.Message}.");
        return new(parsed.Term!, [.. parsed.Fields.Select(field => field.Name).Distinct()]);
    }

    /// <summary>The text with a field under its new name.</summary>
    /// <exception cref="FormatException">It cannot be read.</exception>
    public static string WithFieldRenamed(string text, string from, string to)
    {
        _ = Parse(text);
        foreach (var field in ConditionParser.Parse(text).Fields.Where(field => RenamedField.Is(field.Name, from)).OrderByDescending(field => field.Position))
        {
            var length = text[field.Position] == '"' ? field.Name.Replace("\"", "\"\"").Length + 2 : field.Name.Length;
            var name = RenamedField.Of(field.Name, from, to);
            text = text[..field.Position] + (ConditionScanner.IsKeyword(name) || text[field.Position] == '"' ? $"\"{name}\"" : name) + text[(field.Position + length)..];
        }

        return text;
    }

    /// <summary>The SQL over a model's columns.</summary>
    /// <exception cref="InvalidOperationException">It names a field that the model does not have.</exception>
    public string ToSql(SchemaDialect dialect, ModelState model) => ToSql(dialect, name =>
    {
        var field = model.ResolveField(name);
        return new(dialect.Quote(field.Column), field.Field);
    });

    /// <summary>The SQL over whatever stands for the fields.</summary>
    public string ToSql(SchemaDialect dialect, Func<string, ConditionOperand> operand) => new Writer(dialect, operand).Write(_term);

    /// <summary>Whether it is a field and nothing more.</summary>
    public bool IsField => _term is FieldTerm;

    private sealed class Writer(SchemaDialect dialect, Func<string, ConditionOperand> operand)
    {
        public string Write(Term term) => term switch
        {
            FieldTerm field => operand(field.Name).Sql,
            LiteralTerm literal => Literal(literal, null),
            JunctionTerm junction => $"({Parts(junction)})",
            NotTerm { Inner: FieldTerm field } => "NOT " + Write(field),
            NotTerm { Inner: JunctionTerm junction } => $"NOT ({Parts(junction)})",
            NotTerm not => $"NOT ({Write(not.Inner)})",
            NegativeTerm { Inner: LiteralTerm number } => "-" + Write(number),
            NegativeTerm negative => $"(-{Operand(negative.Inner)})",
            NullTerm test => $"{Operand(test.Inner)} IS {(test.Negated ? "NOT " : "")}NULL",
            InTerm list => $"{Operand(list.Inner)} {(list.Negated ? "NOT " : "")}IN ({string.Join(", ", list.Items.Select(item => Beside(list.Inner, item)))})",
            BetweenTerm between => $"{Operand(between.Inner)} {(between.Negated ? "NOT " : "")}BETWEEN {Beside(between.Inner, between.Low)} AND {Beside(between.Inner, between.High)}",
            CallTerm call => $"{call.Function.ToUpperInvariant()}({string.Join(", ", call.Arguments.Select(Write))})",

            // A truth value needs no comparison, and Django writes none.
            BinaryTerm { Operator: "=", Left: FieldTerm field, Right: LiteralTerm { Kind: LiteralKind.True } } when IsBoolean(field) => Write(field),
            BinaryTerm { Operator: "=", Left: FieldTerm field, Right: LiteralTerm { Kind: LiteralKind.False } } when IsBoolean(field) => "NOT " + Write(field),
            BinaryTerm { IsComparison: true } binary => $"{Beside(binary.Right, binary.Left)} {binary.Operator} {Beside(binary.Left, binary.Right)}{Escape(binary)}",
            BinaryTerm binary => $"({Operand(binary.Left)} {binary.Operator} {Operand(binary.Right)})",
            _ => throw new NotSupportedException($"A {term.GetType().Name} has no SQL."),
        };

        private string Parts(JunctionTerm junction) => string.Join(junction.All ? " AND " : " OR ", junction.Parts.Select(Write));

        /// <summary>A term that is compared with another: a value is written as the field beside it holds it.</summary>
        private string Beside(Term other, Term term) =>
            term is LiteralTerm literal && other is FieldTerm field ? Literal(literal, operand(field.Name).Field) : Operand(term);

        /// <summary>A term beside a sign: a condition there stands in parentheses.</summary>
        private string Operand(Term term) => term is BinaryTerm { IsComparison: true } or NotTerm or NullTerm or InTerm or BetweenTerm ? $"({Write(term)})" : Write(term);

        // PostgreSQL's own; SQLite has none unless it is said.
        private static string Escape(BinaryTerm binary) => binary.Operator.EndsWith("LIKE", StringComparison.Ordinal) ? " ESCAPE '\\'" : "";

        private bool IsBoolean(FieldTerm field) => operand(field.Name).Field is BooleanField;

        private string Literal(LiteralTerm literal, Field? beside) => literal.Kind switch
        {
            LiteralKind.Null => "NULL",
            LiteralKind.True => dialect.Literal(true),
            LiteralKind.False => dialect.Literal(false),
            LiteralKind.Number => beside is BooleanField ? dialect.Literal(literal.Text != "0") : literal.Text,
            _ => dialect.Literal(Typed(literal.Text, beside)),
        };

        private static object Typed(string text, Field? field) => field switch
        {
            UuidField when Guid.TryParse(text, out var id) => id,
            DateTimeField when DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) => time,
            DateField when DateOnly.TryParse(text, CultureInfo.InvariantCulture, out var day) => day,
            _ => text,
        };
    }
}
