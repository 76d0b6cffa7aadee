using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;

namespace Quintet.Db.Sql;

/// <summary>Values that a lambda took from around it. They are read, never compiled: compiling costs as much as ten queries.</summary>
internal static class Captured
{
    /// <summary>Whether an expression speaks of a row, so that only the database can know its value.</summary>
    public static bool DependsOnRow(Expression? expression) => expression switch
    {
        // Told by their number: asking for a class walks up the classes above each time.
        null or { NodeType: ExpressionType.Constant } => false,
        { NodeType: ExpressionType.Parameter } => true,
        MemberExpression member => DependsOnRow(member.Expression),
        UnaryExpression unary => DependsOnRow(unary.Operand),
        BinaryExpression binary => DependsOnRow(binary.Left) || DependsOnRow(binary.Right),

        // These only the database can calculate, even where no row is named.
        MethodCallExpression call when call.Method.DeclaringType == typeof(Functions) || call.Method.DeclaringType == typeof(Window) => true,
        MethodCallExpression { Object: null } call when DeclaredFunction.Of(call.Method) is not null => true,
        MethodCallExpression call => DependsOnRow(call.Object) || DependsOnRow(call.Arguments),
        _ => Finder.FindsParameter(expression),
    };

    private static bool DependsOnRow(IReadOnlyList<Expression> expressions)
    {
        for (var i = 0; i < expressions.Count; i++)
        {
            if (DependsOnRow(expressions[i])) return true;
        }

        return false;
    }

    /// <summary>The value of an expression that speaks of no row.</summary>
    public static object? Evaluate(Expression expression)
    {
        switch (expression)
        {
            case ConstantExpression constant:
                return constant.Value;
            case MemberExpression { Member: FieldInfo field } member:
                return field.GetValue(member.Expression is null ? null : Evaluate(member.Expression));
            case MemberExpression { Member: PropertyInfo property } member when member.Expression is null || Evaluate(member.Expression) is not null:
                return Invoke(property.GetMethod!, member.Expression is null ? null : Evaluate(member.Expression), []);
            case UnaryExpression { NodeType: ExpressionType.Quote } quote:
                return quote.Operand;
            case UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert:
                return ChangeType(Evaluate(convert.Operand), convert.Type);
            case UnaryExpression { NodeType: ExpressionType.Convert, Method: { ReturnType.IsByRefLike: false } method } convert when !convert.Operand.Type.IsByRefLike && Nullable.GetUnderlyingType(convert.Type) is null:
                return Invoke(method, null, [Evaluate(convert.Operand)]);
            case MethodCallExpression call when !call.Method.ReturnType.IsByRefLike && !call.Arguments.Any(a => a.Type.IsByRefLike || a is LambdaExpression):
                return Invoke(call.Method, call.Object is null ? null : Evaluate(call.Object), [.. call.Arguments.Select(Evaluate)]);
            default:
                // A calculation. Rare in a query, so the interpreter is good enough, and costs a tenth of compiling.
                return Expression.Lambda(expression).Compile(preferInterpretation: true).DynamicInvoke();
        }
    }

    private static object? Invoke(MethodInfo method, object? target, object?[] arguments) =>
        method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, CultureInfo.InvariantCulture);

    private static object? ChangeType(object? value, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null || type.IsInstanceOfType(value)) return value;
        if (type.IsEnum) return Enum.ToObject(type, value);
        return Convert.ChangeType(value, type, CultureInfo.InvariantCulture);
    }

    private sealed class Finder : ExpressionVisitor
    {
        private bool _found;

        public static bool FindsParameter(Expression expression)
        {
            var finder = new Finder();
            finder.Visit(expression);
            return finder._found;
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            _found = true;
            return node;
        }
    }
}
