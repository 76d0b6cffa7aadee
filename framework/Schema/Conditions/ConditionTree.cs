#if NETSTANDARD2_0
namespace Quintet.Reading.Conditions;
#else
namespace Quintet.Db.Conditions;
#endif

// Compiled into the schema, which writes conditions as SQL, and into the reader, which checks them in the source, so that both agree.

/// <summary>A part of a condition or expression over a model's fields.</summary>
/// <param name="Position">Where it begins in the text, from 0.</param>
internal abstract record Term(int Position);

/// <summary>A field by its name; <c>pk</c> is the key.</summary>
internal sealed record FieldTerm(string Name, int Position) : Term(Position);

internal enum LiteralKind
{
    Null,
    True,
    False,
    Number,
    Text,
}

/// <param name="Kind">What it is.</param>
/// <param name="Text">The digits of a number, a text without its quotes; empty else.</param>
/// <param name="Position">Where it begins.</param>
internal sealed record LiteralTerm(LiteralKind Kind, string Text, int Position) : Term(Position);

/// <summary>Two terms with a sign between them: a comparison, <c>LIKE</c>, arithmetic, <c>||</c>.</summary>
internal sealed record BinaryTerm(string Operator, Term Left, Term Right) : Term(Left.Position)
{
    public bool IsComparison => Operator is "=" or "<>" or "<" or "<=" or ">" or ">=" or "LIKE" or "NOT LIKE";
}

/// <summary>Conditions of which all, or one, must hold; never one of the same kind in it.</summary>
internal sealed record JunctionTerm(bool All, IReadOnlyList<Term> Parts) : Term(Parts[0].Position);

internal sealed record NotTerm(Term Inner, int Position) : Term(Position);

internal sealed record NegativeTerm(Term Inner, int Position) : Term(Position);

/// <summary><c>IS NULL</c>, <c>IS NOT NULL</c></summary>
internal sealed record NullTerm(Term Inner, bool Negated) : Term(Inner.Position);

internal sealed record InTerm(Term Inner, IReadOnlyList<Term> Items, bool Negated) : Term(Inner.Position);

internal sealed record BetweenTerm(Term Inner, Term Low, Term High, bool Negated) : Term(Inner.Position);

/// <summary>A function of the database: <c>LOWER(title)</c>.</summary>
internal sealed record CallTerm(string Function, IReadOnlyList<Term> Arguments, int Position) : Term(Position);

/// <summary>What is wrong with a text.</summary>
/// <param name="Position">Where, from 0.</param>
/// <param name="Message">What was expected and what was found.</param>
internal sealed record ConditionError(int Position, string Message);

/// <summary>What parsing gave: a term, or what is wrong.</summary>
internal sealed record ParsedCondition(Term? Term, ConditionError? Error)
{
    /// <summary>All fields that are named, each as often as it stands there.</summary>
    public IEnumerable<FieldTerm> Fields => Term is null ? [] : FieldsOf(Term);

    private static IEnumerable<FieldTerm> FieldsOf(Term term) => term switch
    {
        FieldTerm field => [field],
        BinaryTerm binary => FieldsOf(binary.Left).Concat(FieldsOf(binary.Right)),
        JunctionTerm junction => junction.Parts.SelectMany(FieldsOf),
        NotTerm not => FieldsOf(not.Inner),
        NegativeTerm negative => FieldsOf(negative.Inner),
        NullTerm test => FieldsOf(test.Inner),
        InTerm list => FieldsOf(list.Inner).Concat(list.Items.SelectMany(FieldsOf)),
        BetweenTerm between => FieldsOf(between.Inner).Concat(FieldsOf(between.Low)).Concat(FieldsOf(between.High)),
        CallTerm call => call.Arguments.SelectMany(FieldsOf),
        _ => [],
    };
}
