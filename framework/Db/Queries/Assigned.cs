using System.Linq.Expressions;
using Quintet.Db.Sql;

namespace Quintet.Db;

/// <summary>One value of <c>() => new() { Isbn = x }</c>.</summary>
internal sealed record Assigned(FieldMeta Field, bool IsObject, object? Value)
{
    public static IReadOnlyList<Assigned> Read(LambdaExpression lambda, ModelMeta model)
    {
        if (lambda.Body is NewExpression { Arguments.Count: 0 }) return [];
        if (lambda.Body is not MemberInitExpression { NewExpression.Arguments.Count: 0 } init)
        {
            throw new QueryTranslationException($"Cannot read '{lambda.Body}': write () => new() {{ Property = value, … }}.");
        }

        return [.. init.Bindings.Select(binding =>
        {
            var field = model.FindProperty(binding.Member.Name) ?? throw FieldErrorException.Unknown(model, binding.Member.Name);
            if (field.Field.IsGenerated) throw FieldErrorException.Calculated(field);
            var value = binding is MemberAssignment assignment
                ? Captured.Evaluate(assignment.Expression)
                : throw new QueryTranslationException($"Cannot read '{binding}': write {binding.Member.Name} = value.");
            return new Assigned(field, field is RelationFieldMeta relation && relation.PropertyName == binding.Member.Name, value);
        })];
    }

    public Node Condition(Query query) => LookupTable.Compare("=", new ColumnNode(query.Root, Field), Field, Value);

    public void Set(Model instance)
    {
        if (IsObject) ((RelationFieldMeta)Field).SetLoaded(instance, (Model?)Value);
        else Field.SetValue(instance, Value is Enum e ? Convert.ChangeType(e, Enum.GetUnderlyingType(e.GetType()), System.Globalization.CultureInfo.InvariantCulture) : Value);
    }
}
