using Quintet.Text;

namespace Quintet.Db.Sql;

/// <summary>What a name stands for in what a query gives: of a model's rows a field, of a selection one of its members.</summary>
internal static class NamedOperand
{
    /// <summary>The operand, and how many words it took; the rest is a way on from there.</summary>
    public static (Operand Operand, int Taken) Find(Query query, IReadOnlyList<string> words)
    {
        var operand = Operand.Of(query);
        var taken = 0;
        while (operand is Operand.Made made && taken < words.Count)
        {
            var index = IndexOf(made.Selection, words[taken]);
            if (index < 0) throw Unknown(query, words[taken]);
            operand = made.Members[index];
            taken++;
        }

        return (operand, taken);
    }

    /// <summary>A value by its name, over relations too.</summary>
    /// <exception cref="FieldErrorException">There is none.</exception>
    public static Operand.Scalar Value(Query query, string name)
    {
        var words = name.Split("__");
        var (operand, taken) = Find(query, words);
        if (operand is Operand.Scalar scalar && taken == words.Length) return scalar;
        if (operand is not Operand.Row row) throw Unknown(query, words[Math.Min(taken, words.Length - 1)]);
        if (taken == words.Length) return row.Key;
        var path = LookupPath.Resolve(row.Self, words[taken..]);
        if (path.Many is not null) throw new FieldErrorException($"'{name}' leads to many rows. Select a subquery instead: Values(a => a.Books.Count()).");
        if (path.Rest.Count == 0) return new(new ColumnNode(path.Source, path.Field), path.Field);
        Node node = new ColumnNode(path.Source, path.Field);
        if (JsonNode.Is(path.Field, node)) return new(JsonNode.Of(node).Walk(path.Rest), null);
        node = OwnLookup.Walk(node, path.Rest, out var steps);
        foreach (var word in path.Rest.Skip(steps))
        {
            node = new ExtractNode(DateParts.OfLookup(word) ?? throw FieldErrorException.Unknown(path.Source.Model, word), node);
        }

        return new(node, null);
    }

    public static FieldErrorException Unknown(Query query, string name)
    {
        IReadOnlyList<string> choices = query.Selection switch
        {
            ObjectSelection made => [.. made.Members.OfType<System.Reflection.MemberInfo>().Select(m => Names.ToSnakeCase(m.Name))],
            NamedSelection named => named.Names,
            _ => [],
        };
        return new($"Cannot resolve keyword '{name}' into field.{DidYouMean.Sentence(name, choices)} Choices are: {string.Join(", ", choices.Order(StringComparer.Ordinal))}");
    }

    private static int IndexOf(Selection selection, string word)
    {
        if (selection is NamedSelection named) return named.Names.ToList().IndexOf(word);
        var made = (ObjectSelection)selection;
        for (var i = 0; i < made.Members.Count; i++)
        {
            if (made.Members[i] is { } member && (member.Name == word || Names.ToSnakeCase(member.Name) == word)) return i;
        }

        return -1;
    }
}
