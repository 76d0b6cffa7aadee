using System.Linq.Expressions;

namespace Quintet.Db.Sql;

/// <summary>Lambda → nodes: the typed front end of the query compiler.</summary>
internal sealed partial class LambdaTranslator
{
    // What the lambda's own parameter stands for: each that no lambda inside declares. Asking a lambda for its parameters costs two objects.
    private Operand? _self;
    private List<(ParameterExpression Parameter, Operand Operand)>? _rows;
    private List<(ParameterExpression Parameter, Operand Row)>? _groups;

    private readonly Query _query;
    private int _depth;

    private LambdaTranslator(Query query) => (_query, _depth) = (query, query.Root.Depth);

    /// <summary>What the parameters of lambdas inside stand for: the outermost first.</summary>
    private List<(ParameterExpression Parameter, Operand Operand)> Rows => _rows ??= [];

    /// <summary>Parameters that stand for all rows of a group: <c>q</c> in <c>q => q.Count()</c>.</summary>
    private List<(ParameterExpression Parameter, Operand Row)> Groups => _groups ??= [];

    /// <summary><c>b => b.Pages > 100</c> as a condition on the rows of <paramref name="query"/>.</summary>
    public static Node Condition(LambdaExpression lambda, Query query) => Of(query).Condition(lambda.Body);

    /// <summary><c>b => b.Author.Name</c> as a value; of a relation its key.</summary>
    public static Operand.Scalar Value(LambdaExpression lambda, Query query) => Of(query).Scalar(lambda.Body);

    /// <summary><c>b => new { b.Title, b.Author }</c> as what each row gives.</summary>
    public static Selection Select(LambdaExpression lambda, Query query) => Of(query).Select(lambda.Body);

    /// <summary><c>q => new { Books = q.Count() }</c> as what all rows give together.</summary>
    public static Selection Aggregate(LambdaExpression lambda, Query query)
    {
        var translator = new LambdaTranslator(query);
        translator.Groups.Add((lambda.Parameters[0], Sql.Operand.Of(query)));
        return translator.Select(lambda.Body);
    }

    /// <summary><c>(v, q) => new { v.Genre, Books = q.Count() }</c> as what each group gives.</summary>
    /// <param name="lambda">Of the group's values and its rows.</param>
    /// <param name="values">The query that selects the values.</param>
    /// <param name="rows">The query before, whose rows are grouped.</param>
    public static Selection Group(LambdaExpression lambda, Query values, Query rows)
    {
        var translator = Of(values);
        translator.Groups.Add((lambda.Parameters[1], Sql.Operand.Of(rows)));
        return translator.Select(lambda.Body);
    }

    /// <summary><c>b => b.Author</c> as a way over relations.</summary>
    public static Source Relation(LambdaExpression lambda, Query query)
    {
        var translator = Of(query);
        return translator.Operand(lambda.Body) is Operand.Row { Self.Parent: not null } related
            ? related.Self
            : throw translator.Untranslatable(lambda.Body, "Name a relation, such as b => b.Author.");
    }

    /// <summary><c>b => new Book { Views = b.Views + 1 }</c> as assignments.</summary>
    /// <param name="lambda">What is assigned.</param>
    /// <param name="query">The rows that change.</param>
    /// <param name="of">The model whose rows they are a part of: only what stands in the query's own table is assigned.</param>
    public static Assignment[] Assignments(LambdaExpression lambda, Query query, ModelMeta? of = null)
    {
        var translator = Of(query);
        if (lambda.Body is not MemberInitExpression { NewExpression.Arguments.Count: 0 } init)
        {
            throw translator.Untranslatable(lambda.Body, "Write new() { Property = value, … }.");
        }

        if (of is not null) return [.. init.Bindings.Where(binding => of.FindProperty(binding.Member.Name)?.Model == query.Model).Select(translator.Assignment)];
        var assignments = new Assignment[init.Bindings.Count];
        for (var i = 0; i < assignments.Length; i++) assignments[i] = translator.Assignment(init.Bindings[i]);
        return assignments;
    }

    private static LambdaTranslator Of(Query query) => new(query) { _self = Sql.Operand.Of(query) };

    private Assignment Assignment(MemberBinding binding)
    {
        var model = _query.Model;
        if (binding is not MemberAssignment assignment) throw new QueryTranslationException($"Cannot translate '{binding}': write {binding.Member.Name} = value.");
        var field = model.FindProperty(binding.Member.Name) ?? throw FieldErrorException.Unknown(model, binding.Member.Name);
        if (field.Field.IsGenerated) throw FieldErrorException.Calculated(field);
        if (Captured.DependsOnRow(assignment.Expression)) return new(field, AsScalar(OfRow(assignment.Expression), assignment.Expression).Node);
        var value = FieldValue.ToStore(field, FieldValue.Prepare(field, Captured.Evaluate(assignment.Expression)));
        return new(field, value is null ? LiteralNode.Null : TypedNode.Of(field.Field, value));
    }

    private Node Condition(Expression expression)
    {
        if (expression is BinaryExpression comparison && Symbol(comparison.NodeType) is { } symbol) return Compare(symbol, comparison.Left, comparison.Right, comparison);
        if (!Captured.DependsOnRow(expression)) return Captured.Evaluate(expression) is true ? LiteralNode.True : LiteralNode.False;
        switch (expression)
        {
            case BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } both when both.Type == typeof(bool):
                return JunctionNode.And(Condition(both.Left), Condition(both.Right));
            case BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } either when either.Type == typeof(bool):
                return JunctionNode.Or(Condition(either.Left), Condition(either.Right));
            case BinaryExpression { NodeType: ExpressionType.ExclusiveOr } one when one.Type == typeof(bool):
                return new XorNode(Condition(one.Left), Condition(one.Right));
            case UnaryExpression { NodeType: ExpressionType.Not } negation:
                return new NotNode(Condition(negation.Operand));
            case UnaryExpression { NodeType: ExpressionType.Convert } convert:
                return Condition(convert.Operand);
            case MemberExpression { Member.Name: "HasValue", Expression: { } inner } when Nullable.GetUnderlyingType(inner.Type) is not null:
                return new NullTestNode(Scalar(inner).Node, isNull: false);
            case MethodCallExpression call when Call(call) is { } node:
                return node;
            case MethodCallExpression call when ValueCall(call) is Operand.Scalar { Node: var called }:
                return Holds(called);
            case MemberExpression or ConditionalExpression or ParameterExpression or BinaryExpression { NodeType: ExpressionType.Coalesce } when Operand(expression) is Operand.Scalar { Node: var node }:
                return Holds(node);
            default:
                throw Untranslatable(expression, "Use comparisons of fields, &&, ||, !, string methods, Contains, or Any on a relation.");
        }
    }

    private static Node Holds(Node value) => value.IsCondition ? value : new ComparisonNode("=", value, new ParameterNode(true));

    private Node Compare(string symbol, Expression leftExpression, Expression rightExpression, Expression whole)
    {
        var (ofLeft, ofRight) = (Captured.DependsOnRow(leftExpression), Captured.DependsOnRow(rightExpression));
        if (!ofLeft && !ofRight) return Captured.Evaluate(whole) is true ? LiteralNode.True : LiteralNode.False;
        if (ofLeft && ofRight) return new ComparisonNode(symbol, AsScalar(OfRow(leftExpression), whole).Node, AsScalar(OfRow(rightExpression), whole).Node);
        if (!ofLeft) symbol = symbol switch { "<" => ">", "<=" => ">=", ">" => "<", ">=" => "<=", _ => symbol };
        var operand = OfRow(ofLeft ? leftExpression : rightExpression);
        var known = operand is Operand.Row row ? row.Column : AsScalar(operand, whole);
        return LookupTable.Compare(symbol, known.Node, known.Field, Captured.Evaluate(ofLeft ? rightExpression : leftExpression));
    }

    private Operand.Scalar Scalar(Expression expression) => AsScalar(Operand(expression), expression);

    private Operand.Scalar AsScalar(Operand operand, Expression expression) => operand switch
    {
        Operand.Scalar scalar => scalar,
        Operand.Row row => row.Key,
        Operand.Outside { Value: var value } => new(value is null ? LiteralNode.Null : new ParameterNode(FieldValue.Prepare(null, value)), null),
        Operand.First { Query: var query } when Sql.Operand.Of(query) is Operand.Row row => Subquery(query, row.Key),
        _ => throw Untranslatable(expression, "A single value is needed here: name one of its members."),
    };

    private Operand Operand(Expression expression) =>
        Captured.DependsOnRow(expression) ? OfRow(expression) : new Operand.Outside(Captured.Evaluate(expression));

    /// <summary>What an expression stands for that speaks of a row.</summary>
    private Operand OfRow(Expression expression)
    {
        switch (expression)
        {
            case MemberExpression { Expression: { } inner } member:
                return Member(member, inner);
            case ParameterExpression parameter when RowOf(parameter) is { } row:
                return row;
            case UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert when KeepsValue(convert.Operand.Type, convert.Type):
                return OfRow(convert.Operand);
            case UnaryExpression { NodeType: ExpressionType.ArrayLength } array:
                return new Operand.Scalar(OwnMember(array, Scalar(array.Operand).Node, "Length"), null);
            case BinaryExpression { NodeType: ExpressionType.ArrayIndex } item:
                return new Operand.Scalar(OwnKey(item, item.Left, item.Right), null);
            case UnaryExpression { NodeType: ExpressionType.Negate } negate:
                return new Operand.Scalar(new ArithmeticNode("-", new LiteralNode("0"), Scalar(negate.Operand).Node), null);
            case BinaryExpression { NodeType: ExpressionType.Coalesce } coalesce:
                return new Operand.Scalar(new FunctionNode(DbFunction.Coalesce, [Scalar(coalesce.Left).Node, Scalar(coalesce.Right).Node]), null);
            case ConditionalExpression choice:
                return new Operand.Scalar(new CaseNode(Condition(choice.Test), Scalar(choice.IfTrue).Node, Scalar(choice.IfFalse).Node), null);
            case BinaryExpression { NodeType: ExpressionType.Add } text when text.Type == typeof(string):
                return new Operand.Scalar(new FunctionNode(DbFunction.Concat, [Scalar(text.Left).Node, Scalar(text.Right).Node]), null);
            case BinaryExpression binary when ArithmeticSymbol(binary) is { } symbol:
                return new Operand.Scalar(Arithmetic(binary, symbol), null);
            case MethodCallExpression { Method: { Name: nameof(Model.Related), DeclaringType: var declaring } } call when declaring == typeof(Model):
                return BackToOne(call);
            case MethodCallExpression call when ValueCall(call) is { } value:
                return value;
            case not MemberExpression when expression.Type == typeof(bool) && Symbolic(expression):
                return new Operand.Scalar(Condition(expression), null);
            default:
                throw Untranslatable(expression, "Use the model's fields and relations, arithmetic, and the methods of strings and dates that a database has.");
        }
    }

    private Operand? RowOf(ParameterExpression parameter)
    {
        for (var i = _rows?.Count - 1 ?? -1; i >= 0; i--)
        {
            if (_rows![i].Parameter == parameter) return _rows[i].Operand;
        }

        return _groups?.Exists(group => group.Parameter == parameter) == true ? null : _self;
    }

    /// <summary>What a member of something is: a column, a row over a relation, a part of a date.</summary>
    private Operand Member(MemberExpression member, Expression inner)
    {
        if (member.Member.Name == "Value" && Nullable.GetUnderlyingType(inner.Type) is not null) return OfRow(inner);
        return Member(member, OfRow(inner), inner.Type);
    }

    private Operand Member(MemberExpression member, Operand operand, Type type)
    {
        var name = member.Member.Name;
        switch (operand)
        {
            case Operand.Row row:
                if (row.Self.Model.FindProperty(name) is not { } field) return BackToOne(row.Self, name) ?? throw UnknownMember(member, row.Self.Model);
                if (field is RelationFieldMeta relation && relation.PropertyName == name)
                {
                    return new Operand.Row(row.Self, relation, new Source(row.Self, relation));
                }

                // book.Author.Id is the column author_id.
                return row.Self.Model.IsKey(field) ? row.Key : row.Relation?.PointsTo(field) == true ? row.Column : row.Self.Column(field);
            case Operand.Made made:
                return made.Find(name) ?? throw Untranslatable(member, $"{name} is calculated in C#: in the selection before, say what it is made of.");
            case Operand.First first:
                // A member of the subquery's row, read inside of it.
                return Member(member, Sql.Operand.Of(first.Query), type) switch
                {
                    Operand.Scalar scalar => Subquery(first.Query, scalar),
                    Operand.Row row => new Operand.First(first.Query.Select(new RowSelection(row.Self))),
                    _ => throw Untranslatable(member, "A single value is needed here."),
                };
        }

        if (type == typeof(System.Text.Json.JsonElement) && name == nameof(System.Text.Json.JsonElement.ValueKind)) return new Operand.Scalar(JsonNode.Of(((Operand.Scalar)operand).Node).As(JsonKind.Kind), null);
        if (typeof(FieldFile).IsAssignableFrom(type)) return FileMember(member, (Operand.Scalar)operand);
        var node = ((Operand.Scalar)operand).Node;
        if (node.FieldKind?.LookupOfMember(name) is not null) return new Operand.Scalar(OwnMember(member, node, name), null);
        return new Operand.Scalar(
            DateParts.OfMember(type, name) is { } part ? new ExtractNode(part, node)
            : type == typeof(string) && name == "Length" ? new FunctionNode(DbFunction.Length, [node])
            : type == typeof(DateTime) && name == "Date" ? new TruncNode(DateUnit.Day, node, TruncResult.Local)
            : throw Untranslatable(member, "The database knows Length of a text, and Date, Year, Month, Day, Hour, Minute, Second, DayOfYear and DayOfWeek of a date."),
            null);
    }

    /// <summary>What the database knows of a file: its name, and whether there is one.</summary>
    private Operand.Scalar FileMember(MemberExpression member, Operand.Scalar file) => member.Member.Name switch
    {
        nameof(FieldFile.Name) => file,
        nameof(FieldFile.HasFile) => new(JunctionNode.And(new NullTestNode(file.Node, isNull: false), new ComparisonNode("<>", file.Node, new LiteralNode("''"))), null),
        _ => throw Untranslatable(member, "The database knows Name and HasFile of a file; ask the objects that ToList() gives for the rest."),
    };

    /// <summary>The one row that points here: <c>u.Profile</c>.</summary>
    private static Operand.Row? BackToOne(Source source, string property)
    {
        foreach (var relation in ModelRegistry.Find()?.ReverseRelations(source.Model) ?? [])
        {
            if (relation.Field is OneToOne && relation.ReversePropertyName == property) return new(null, null, new Source(source, relation, back: true));
        }

        return null;
    }

    /// <summary><c>u.Related&lt;Profile&gt;()</c>, the same where C# has no property for it inside of a lambda.</summary>
    private Operand.Row BackToOne(MethodCallExpression call)
    {
        var model = call.Method.GetGenericArguments()[0];
        var source = Operand(call.Object!) is Operand.Row row ? row.Self : throw Untranslatable(call, "Call it on an object of a model.");
        List<RelationFieldMeta> found = [.. ModelRegistry.Current.ReverseRelations(source.Model).Where(r => r.Field is OneToOne && r.Model.Type == model)];
        return found.Count == 1
            ? new(null, null, new Source(source, found[0], back: true))
            : throw Untranslatable(call, found.Count == 0 ? $"No one-to-one relation of {model.Name} points to {source.Model.Name}." : $"Several one-to-one relations of {model.Name} point to {source.Model.Name}.");
    }

    private static Operand.Scalar Subquery(Query query, Operand.Scalar value)
    {
        var one = query.Select(new ValueSelection(value.Node, value.Field?.ValueType ?? typeof(object), value.Field)) with { Related = [] };
        return new(new SubqueryNode(one, isNullable: true), value.Field);
    }

    private ArithmeticNode Arithmetic(BinaryExpression binary, string symbol)
    {
        var type = Nullable.GetUnderlyingType(binary.Type) ?? binary.Type;
        if (Type.GetTypeCode(type) is < TypeCode.SByte or > TypeCode.Decimal)
        {
            throw Untranslatable(binary, "A query calculates with numbers only. Compare dates with one that is calculated before, in a variable.");
        }

        return new(symbol, Number(binary.Left), Number(binary.Right));

        // (double)b.Pages / 3 is no division of whole numbers.
        Node Number(Expression operand) =>
            symbol == "/" && operand is UnaryExpression { NodeType: ExpressionType.Convert } convert && IsWhole(convert.Operand.Type) && !IsWhole(convert.Type)
                ? new CastNode(Scalar(convert.Operand).Node, convert.Type)
                : Scalar(operand).Node;

        static bool IsWhole(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) is >= TypeCode.SByte and <= TypeCode.UInt64;
    }

    private static bool Symbolic(Expression expression) => expression is BinaryExpression or UnaryExpression { NodeType: ExpressionType.Not } or MethodCallExpression;

    private static string? Symbol(ExpressionType type) => type switch
    {
        ExpressionType.Equal => "=",
        ExpressionType.NotEqual => "<>",
        ExpressionType.LessThan => "<",
        ExpressionType.LessThanOrEqual => "<=",
        ExpressionType.GreaterThan => ">",
        ExpressionType.GreaterThanOrEqual => ">=",
        _ => null,
    };

    private static string? ArithmeticSymbol(BinaryExpression binary) => binary.NodeType switch
    {
        ExpressionType.Add or ExpressionType.AddChecked => "+",
        ExpressionType.Subtract or ExpressionType.SubtractChecked => "-",
        ExpressionType.Multiply or ExpressionType.MultiplyChecked => "*",
        ExpressionType.Divide => "/",
        ExpressionType.Modulo => "%",
        _ => null,
    };

    /// <summary>Whether a conversion changes the type only: to nullable, to a wider number, between an enum and its number, to a base class.</summary>
    private static bool KeepsValue(Type from, Type to)
    {
        from = Nullable.GetUnderlyingType(from) ?? from;
        to = Nullable.GetUnderlyingType(to) ?? to;
        if (from == to || to.IsAssignableFrom(from) || from.IsEnum || to.IsEnum) return true;
        return Rank(from) is > 0 and var a && Rank(to) is var b && b >= a;

        static int Rank(Type type) => Type.GetTypeCode(type) switch
        {
            TypeCode.Byte or TypeCode.SByte => 1,
            TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Char => 2,
            TypeCode.Int32 or TypeCode.UInt32 => 3,
            TypeCode.Int64 or TypeCode.UInt64 => 4,
            TypeCode.Single => 5,
            TypeCode.Double => 6,
            TypeCode.Decimal => 7,
            _ => 0,
        };
    }

    private static QueryTranslationException UnknownMember(MemberExpression member, ModelMeta model) => new(
        $"Cannot translate '{Print(member)}' into SQL: {member.Member.Name} is not a field of {model.Label}. Fields are: "
        + string.Join(", ", model.AllFields.Select(f => f.PropertyName)) + ". Compare fields in the query, and use this property on the objects that ToList() gives.");

    private QueryTranslationException Untranslatable(Expression expression, string instead) => new(
        $"Cannot translate '{Print(expression)}' (in a query of {_query.Model.Label}) into SQL. {instead} What depends on no row may be calculated before, in a variable.");

    /// <summary>The expression as one would write it: captured variables by their names.</summary>
    private static string Print(Expression expression) =>
        System.Text.RegularExpressions.Regex.Replace(expression.ToString(), @"value\([^()]*\)\.", "");
}
