using System.Collections;
using System.Globalization;
using Quintet.Text;

namespace Quintet.Db.Sql;

/// <summary>The lookups by name, <c>title__icontains</c>: one literal table of Django's names.</summary>
internal static class LookupTable
{
    private static readonly string[] Names =
    [
        "exact", "iexact", "contains", "icontains", "startswith", "istartswith", "endswith", "iendswith", "regex", "iregex",
        "gt", "gte", "lt", "lte", "in", "range", "isnull", .. DateParts.Lookups,
    ];

    public static bool IsLookup(string word) => Names.Contains(word);

    /// <summary>The condition <paramref name="lookup"/> = <paramref name="value"/> over what a query gives.</summary>
    public static Node Condition(Query query, string lookup, object? value)
    {
        var words = lookup.Split("__");
        var (operand, taken) = NamedOperand.Find(query, words);
        return operand switch
        {
            Operand.Row row when taken == words.Length => Apply(row.Column.Node, row.Column.Field!, [], value, row.Self),
            Operand.Row row => Condition(row.Self, words[taken..], value),
            Operand.Scalar scalar => Apply(scalar.Node, scalar.Field, words[taken..], value, query.Root),
            _ => throw NamedOperand.Unknown(query, words[0]),
        };
    }

    /// <summary>The condition over the rows of <paramref name="source"/>.</summary>
    private static Node Condition(Source source, IReadOnlyList<string> words, object? value)
    {
        var path = LookupPath.Resolve(source, words);
        if (path.Many is not { } way) return Apply(new ColumnNode(path.Source, path.Field), path.Field, path.Rest, value, source);

        // Many rows may belong here: the condition holds if it holds for one of them, and no row comes twice.
        var rows = way.Rows(new ColumnNode(path.Source, way.Near ?? path.Source.Model.PrimaryKey), source.Depth + 1) with { Order = [] };
        var row = (Operand.Row)Operand.Of(rows);
        var inner = rows.Select(new ValueSelection(LiteralNode.One, typeof(int), null));
        if (path.Rest is ["isnull"]) return IsNull(value) ? new NotNode(new ExistsNode(inner)) : new ExistsNode(inner);
        var rest = path.Rest is ["pk", ..] ? [.. path.Rest.Skip(1)] : path.Rest;
        var isKey = rest.Count == 0 || (IsLookup(rest[0]) && row.Self.Model.FindField(rest[0]) is null);
        return new ExistsNode(inner.And(isKey ? Apply(row.Key.Node, row.Key.Field, rest, value, row.Self) : Condition(row.Self, rest, value)));
    }

    /// <summary><c>column = value</c> as C# means it, null included.</summary>
    public static Node Compare(string op, Node left, FieldMeta? field, object? value)
    {
        value = FieldValue.Prepare(field, value);
        if (left is ExtractNode part)
        {
            value = part.Prepare(value);
            if (part.Year(op, value) is { } range) return range;
        }
        else if (left.Time == TimeKind.Local && value is DateTime time)
        {
            // What a clock shows is compared with what another one shows, whatever their zones.
            value = DateTime.SpecifyKind(time, DateTimeKind.Unspecified);
        }

        if (value is not null) return new ComparisonNode(op, left, OwnLookup.Bilateral(left, TypedNode.Of(field?.Field ?? left.FieldKind, value)));
        return op switch
        {
            "=" => new NullTestNode(left, isNull: true),
            "<>" => new NullTestNode(left, isNull: false),
            _ => LiteralNode.False,
        };
    }

    public static Node In(Node operand, FieldMeta? field, IEnumerable values)
    {
        if (values is IQuerySet { Query: var query })
        {
            if (field is RelationFieldMeta { PointsToKey: false } relation && Operand.Of(query) is Operand.Row row) query = query.Select(new ValueSelection(row.PointedBy(relation.TargetField), typeof(object), relation.TargetField));
            return LambdaTranslator.InQuery(operand, query);
        }

        var nodes = new List<Node>();
        var hasNull = false;
        foreach (var value in values)
        {
            if ((operand is ExtractNode part ? part.Prepare(value) : FieldValue.Prepare(field, value)) is { } prepared) nodes.Add(OwnLookup.Bilateral(operand, TypedNode.Of(field?.Field ?? operand.FieldKind, prepared)));
            else hasNull = true;
        }

        Node condition = nodes.Count > 0 ? new InNode(operand, nodes) : LiteralNode.False;
        return hasNull ? JunctionNode.Or(condition, new NullTestNode(operand, isNull: true)) : condition;
    }

    private static Node Apply(Node operand, FieldMeta? field, IReadOnlyList<string> rest, object? value, Source root)
    {
        if (JsonNode.Is(field, operand)) return JsonLookupTable.Apply(operand, rest, value, root);
        var label = field is null ? "an annotation" : $"{OwnLookup.Label(field.Field)} '{field}'";
        operand = OwnLookup.Walk(operand, rest, out var i);
        if (i > 0) field = null;
        if (i < rest.Count && operand.FieldKind is { } kind && kind.FindLookup(rest[i]) is { Output: null } own)
        {
            return i + 1 == rest.Count ? OwnLookup.Of(own, operand, value is F other ? other.ToNode(root) : value) : throw Unsupported(rest[i + 1]);
        }

        while (i < rest.Count && DateParts.OfLookup(rest[i]) is { } part)
        {
            operand = new ExtractNode(part, operand);
            field = null;
            i++;
        }

        var lookup = i < rest.Count ? rest[i++] : "exact";
        if (i < rest.Count || !IsLookup(lookup))
        {
            throw Unsupported(i < rest.Count ? rest[i] : lookup);
        }

        return lookup switch
        {
            "exact" => Compare("=", value),
            "gt" => Compare(">", value),
            "gte" => Compare(">=", value),
            "lt" => Compare("<", value),
            "lte" => Compare("<=", value),
            "isnull" => new NullTestNode(operand, IsNull(value)),
            "in" => In(operand, field, value is IEnumerable list and not string ? list : throw new FieldErrorException("The value of an in lookup must be a list or a query.")),
            "range" => Range(value),
            _ => LookupTable.Text(operand, lookup, value),
        };

        FieldErrorException Unsupported(string word)
        {
            string[] names = [.. operand.FieldKind?.LookupNames ?? [], .. Names];
            return new($"Unsupported lookup '{word}' for {label}.{DidYouMean.Sentence(word, names)} Lookups are: {string.Join(", ", names)}");
        }

        Node Compare(string op, object? to) => to is F f ? new ComparisonNode(op, operand, OwnLookup.Bilateral(operand, JsonLookupTable.Beside(f.ToNode(root), operand))) : LookupTable.Compare(op, operand, field, to);

        Node Range(object? bounds)
        {
            var ends = (bounds as IEnumerable)?.Cast<object?>().ToList();
            if (ends is not { Count: 2 }) throw new FieldErrorException("The value of a range lookup must be a list of two: the first and the last.");
            return JunctionNode.And(Compare(">=", ends[0]), Compare("<=", ends[1]));
        }
    }

    /// <summary>A lookup of text: <c>icontains</c>, <c>startswith</c>, <c>regex</c>, ….</summary>
    public static Node Text(Node operand, string lookup, object? value)
    {
        var ignoreCase = lookup[0] == 'i';
        var text = Text(lookup, value);
        if (lookup is "regex" or "iregex") return new RegexNode(operand, OwnLookup.Bilateral(operand, new ParameterNode(text)), ignoreCase);
        var kind = lookup.TrimStart('i') switch
        {
            "contains" => MatchKind.Contains,
            "startswith" => MatchKind.StartsWith,
            "endswith" => MatchKind.EndsWith,
            _ => MatchKind.Exact,
        };
        return new MatchNode(operand, OwnLookup.Bilateral(operand, new PatternNode(text, kind, ignoreCase)), ignoreCase);
    }

    private static string Text(string lookup, object? value) =>
        Convert.ToString(value, CultureInfo.InvariantCulture) is { } text && value is not null ? text : throw new FieldErrorException($"The value of a {lookup} lookup must not be null.");

    public static bool IsNull(object? value) => value as bool? ?? throw new FieldErrorException("The value of an isnull lookup must be true or false.");
}
