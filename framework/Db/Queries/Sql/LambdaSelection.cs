using System.Linq.Expressions;
using System.Reflection;

namespace Quintet.Db.Sql;

/// <summary>What a lambda makes of a row: <c>new { … }</c>, an initializer, a model object, a value.</summary>
internal sealed partial class LambdaTranslator
{
    private Selection Select(Expression expression)
    {
        switch (expression)
        {
            case NewExpression made when made.Constructor is not null:
                return new ObjectSelection(made.Type, made.Constructor, Members(made), made.Arguments.Count, [.. made.Arguments.Select(Select)]);
            case MemberInitExpression init:
                var assignments = init.Bindings.Select(binding => binding as MemberAssignment
                    ?? throw Untranslatable(expression, $"Write {binding.Member.Name} = value.")).ToList();
                return new ObjectSelection(
                    init.Type,
                    init.NewExpression.Constructor,
                    [.. Members(init.NewExpression), .. assignments.Select(a => a.Member)],
                    init.NewExpression.Arguments.Count,
                    [.. init.NewExpression.Arguments.Select(Select), .. assignments.Select(a => Select(a.Expression))]);
            case UnaryExpression { NodeType: ExpressionType.Convert } convert when convert.Type == typeof(object):
                return Select(convert.Operand);
        }

        return Operand(expression) switch
        {
            Operand.Row row => new RowSelection(row.Self),
            Operand.Scalar scalar => new ValueSelection(scalar.Node, expression.Type, scalar.Field),
            Operand.Made made => Again(made),
            Operand.Outside { Value: null } => new ValueSelection(LiteralNode.Null, expression.Type, null),
            Operand.Outside { Value: var value } => new ValueSelection(new ParameterNode(FieldValue.Prepare(null, value)), expression.Type, null),
            _ => throw Untranslatable(expression, "Select values of the row: read a member of the subquery's row, or its Count()."),
        };
    }

    /// <summary>What an earlier selection made, selected once more.</summary>
    private static Selection Again(Operand.Made made)
    {
        var parts = made.Selection.Parts.Zip(made.Members, (part, member) => member switch
        {
            Operand.Row row => new RowSelection(row.Self),
            Operand.Scalar scalar => new ValueSelection(scalar.Node, part.Type, scalar.Field),
            Operand.Made inner => Again(inner),
            _ => part,
        }).ToList();
        return made.Selection switch
        {
            ObjectSelection o => new ObjectSelection(o.Type, o.Constructor, o.Members, o.Arguments, parts),
            NamedSelection n => new NamedSelection(n.Type, n.Names, parts),
            var other => other,
        };
    }

    /// <summary>The property that each argument of a constructor fills: an anonymous type says it, of a record the names do.</summary>
    private static IReadOnlyList<MemberInfo?> Members(NewExpression made)
    {
        if (made.Members is { } known) return [.. known];
        var parameters = made.Constructor!.GetParameters();
        return [.. parameters.Select(p => (MemberInfo?)made.Type.GetProperty(p.Name!, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) ?? made.Type.GetField(p.Name!, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase))];
    }
}
