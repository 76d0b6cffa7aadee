using System.Linq.Expressions;

namespace Quintet.Db.Sql;

/// <summary>Lambda → nodes: the typed front end of the query compiler.</summary>
internal sealed partial class LambdaTranslator
{
    private readonly Dictionary<ParameterExpression, Source> _rows = [];

    private LambdaTranslator(LambdaExpression lambda, Source row) => _rows[lambda.Parameters[0]] = row;

    /// <summary><c>b => b.Pages > 100</c> as a condition on the rows of <paramref name="row"/>.</summary>
    public static Node Condition(LambdaExpression lambda, Source row) => new LambdaTranslator(lambda, row).Condition(lambda.Body);

    /// <summary><c>b => b.Author.Name</c> as a value; of a relation its key.</summary>
    public static Operand.Scalar Value(LambdaExpression lambda, Source row) => new LambdaTranslator(lambda, row).Scalar(lambda.Body);

    /// <summary><c>b => b.Author</c> as a way over relations.</summary>
    public static Source Relation(LambdaExpression lambda, Source row)
    {
        var translator = new LambdaTranslator(lambda, row);
        return translator.Operand(lambda.Body) is Operand.Row { Relation: not null } related
            ? related.Self
            : throw translator.Untranslatable(lambda.Body, "Name a relation, such as b => b.Author.");
    }

    /// <summary><c>b => new Book { Views = b.Views + 1 }</c> as assignments.</summary>
    public static IReadOnlyList<Assignment> Assignments(LambdaExpression lambda, Source row)
    {
        var translator = new LambdaTranslator(lambda, row);
        if (lambda.Body is not MemberInitExpression { NewExpression.Arguments.Count: 0 } init)
        {
            throw translator.Untranslatable(lambda.Body, "Write new() { Property = value, … }.");
        }

        return [.. init.Bindings.Select(translator.Assignment)];
    }

    private Assignment Assignment(MemberBinding binding)
    {
        var model = _rows.Values.First().Model;
        if (binding is not MemberAssignment assignment) throw new QueryTranslationException($"Cannot translate '{binding}': write {binding.Member.Name} = value.");
        var field = model.FindProperty(binding.Member.Name) ?? throw FieldErrorException.Unknown(model, binding.Member.Name);
        var operand = Operand(assignment.Expression);
        if (operand is not Operand.Outside outside) return new(field, Scalar(assignment.Expression).Node);
        var value = FieldValue.ToStore(field, FieldValue.Prepare(field, outside.Value));
        return new(field, value is null ? LiteralNode.Null : new ParameterNode(value));
    }

    private Node Condition(Expression expression)
    {
        if (!Captured.DependsOnRow(expression)) return Captured.Evaluate(expression) is true ? LiteralNode.True : LiteralNode.False;
        switch (expression)
        {
            case BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } both when both.Type == typeof(bool):
                return JunctionNode.And(Condition(both.Left), Condition(both.Right));
            case BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } either when either.Type == typeof(bool):
                return JunctionNode.Or(Condition(either.Left), Condition(either.Right));
            case UnaryExpression { NodeType: ExpressionType.Not } negation:
                return new NotNode(Condition(negation.Operand));
            case UnaryExpression { NodeType: ExpressionType.Convert } convert:
                return Condition(convert.Operand);
            case BinaryExpression binary when Symbol(binary.NodeType) is { } symbol:
                return Compare(symbol, binary.Left, binary.Right, expression);
            case MemberExpression { Member.Name: "HasValue", Expression: { } inner } when Nullable.GetUnderlyingType(inner.Type) is not null:
                return new NullTestNode(Scalar(inner).Node, isNull: false);
            case MethodCallExpression call when Call(call) is { } node:
                return node;
            case MemberExpression when Operand(expression) is Operand.Scalar { Node: var node }:
                return new ComparisonNode("=", node, new ParameterNode(true));
            default:
                throw Untranslatable(expression, "Use comparisons of fields, &&, ||, !, string methods, Contains, or Any on a relation.");
        }
    }

    private Node Compare(string symbol, Expression leftExpression, Expression rightExpression, Expression whole)
    {
        var left = Operand(leftExpression);
        var right = Operand(rightExpression);
        if (left is Operand.Outside)
        {
            (left, right) = (right, left);
            symbol = symbol switch { "<" => ">", "<=" => ">=", ">" => "<", ">=" => "<=", _ => symbol };
        }

        var scalar = AsScalar(left, whole);
        return right is Operand.Outside { Value: var value }
            ? LookupTable.Compare(symbol, scalar.Node, scalar.Field, value)
            : new ComparisonNode(symbol, scalar.Node, AsScalar(right, whole).Node);
    }

    private Operand.Scalar Scalar(Expression expression) => AsScalar(Operand(expression), expression);

    private static Operand.Scalar AsScalar(Operand operand, Expression expression) => operand switch
    {
        Operand.Scalar scalar => scalar,
        Operand.Row row => row.Key,
        Operand.Outside { Value: var value } => new(value is null ? LiteralNode.Null : new ParameterNode(FieldValue.Prepare(null, value)), null),
        _ => throw new InvalidOperationException($"No such operand: {expression}"),
    };

    private Operand Operand(Expression expression)
    {
        if (!Captured.DependsOnRow(expression)) return new Operand.Outside(Captured.Evaluate(expression));
        switch (expression)
        {
            case ParameterExpression parameter when _rows.TryGetValue(parameter, out var row):
                return new Operand.Row(null, null, row);
            case UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert when KeepsValue(convert.Operand.Type, convert.Type):
                return Operand(convert.Operand);
            case UnaryExpression { NodeType: ExpressionType.Negate } negate:
                return new Operand.Scalar(new ArithmeticNode("-", new LiteralNode("0"), Scalar(negate.Operand).Node), null);
            case MemberExpression { Expression: { } inner } member:
                return Member(member, inner);
            case BinaryExpression { NodeType: ExpressionType.Coalesce } coalesce:
                return new Operand.Scalar(new FunctionNode("COALESCE", [Scalar(coalesce.Left).Node, Scalar(coalesce.Right).Node]), null);
            case BinaryExpression binary when ArithmeticSymbol(binary) is { } symbol:
                return new Operand.Scalar(new ArithmeticNode(symbol, Scalar(binary.Left).Node, Scalar(binary.Right).Node), null);
            case MethodCallExpression call when ScalarCall(call) is { } scalar:
                return scalar;
            default:
                throw Untranslatable(expression, "Use the model's fields and relations, arithmetic, and the methods of strings and dates that a database has.");
        }
    }

    private Operand Member(MemberExpression member, Expression inner)
    {
        if (Nullable.GetUnderlyingType(inner.Type) is not null && member.Member.Name == "Value") return Operand(inner);
        var operand = Operand(inner);
        if (operand is Operand.Row row)
        {
            var field = row.Self.Model.FindProperty(member.Member.Name) ?? throw UnknownMember(member, row.Self.Model);
            if (field is RelationFieldMeta relation && relation.PropertyName == member.Member.Name)
            {
                return new Operand.Row(row.Self, relation, new Source(row.Self, relation));
            }

            // book.Author.Id is the column author_id.
            return field == row.Self.Model.PrimaryKey ? row.Key : new Operand.Scalar(new ColumnNode(row.Self, field), field);
        }

        var node = ((Operand.Scalar)operand).Node;
        return new Operand.Scalar(
            (inner.Type == typeof(string), member.Member.Name) switch
            {
                (true, "Length") => new FunctionNode("LENGTH", [node]),
                (false, nameof(DateTime.Year)) => new ExtractNode(DatePart.Year, node),
                (false, nameof(DateTime.Month)) => new ExtractNode(DatePart.Month, node),
                (false, nameof(DateTime.Day)) => new ExtractNode(DatePart.Day, node),
                (false, nameof(DateTime.Hour)) => new ExtractNode(DatePart.Hour, node),
                (false, nameof(DateTime.Minute)) => new ExtractNode(DatePart.Minute, node),
                (false, nameof(DateTime.Second)) => new ExtractNode(DatePart.Second, node),
                (false, nameof(DateTime.DayOfWeek)) => new ExtractNode(DatePart.DayOfWeek, node),
                _ => throw Untranslatable(member, "The database knows Length of a text, and Year, Month, Day, Hour, Minute, Second and DayOfWeek of a date."),
            },
            null);
    }

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
        ExpressionType.Add or ExpressionType.AddChecked => binary.Type == typeof(string) ? "||" : "+",
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
        + string.Join(", ", model.Fields.Select(f => f.PropertyName)) + ". Compare fields in the query, and use this property on the objects that ToList() gives.");

    private QueryTranslationException Untranslatable(Expression expression, string instead) => new(
        $"Cannot translate '{Print(expression)}' (in a query of {_rows.Values.First().Model.Label}) into SQL. {instead} What depends on no row may be calculated before, in a variable.");

    /// <summary>The expression as one would write it: captured variables by their names.</summary>
    private static string Print(Expression expression) =>
        System.Text.RegularExpressions.Regex.Replace(expression.ToString(), @"value\([^()]*\)\.", "");
}
