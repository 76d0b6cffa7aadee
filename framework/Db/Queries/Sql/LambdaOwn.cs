using System.Linq.Expressions;

namespace Quintet.Db.Sql;

/// <summary>What field classes know, in lambdas: <c>p.Tags[0]</c>, <c>p.Tags.Length</c>, <c>p.Tags.Overlaps("sea")</c>.</summary>
internal sealed partial class LambdaTranslator
{
    /// <summary>A method that is a lookup, or a member's or an index' way into a value; null: it is a call like any other.</summary>
    private Node? OwnCall(MethodCallExpression call)
    {
        if (OwnLookup.NameOf(call.Method) is { } name)
        {
            var operand = Scalar(call.Arguments[0]).Node;
            var kind = operand.FieldKind ?? (call.Arguments[0].Type == typeof(string) ? AnyText : throw Untranslatable(call, $"{call.Method.Name} is a lookup of a field, and {Print(call.Arguments[0])} is none."));
            var lookup = OwnLookup.Get(kind, name);
            return OwnLookup.Of(lookup, operand, call.Arguments.Count < 2 ? null : Asked(call.Arguments[1]));
        }

        if (call.Object is not { } self || IsGroup(self.Type) || self.Type == typeof(string) || !Captured.DependsOnRow(self)) return null;
        if (call.Method.Name == "get_Item" && call.Arguments.Count == 1 && self.Type != typeof(System.Text.Json.JsonElement)) return OwnKey(call, self, call.Arguments[0]);
        if (self is not MemberExpression || typeof(IManager).IsAssignableFrom(self.Type) || Operand(self) is not Operand.Scalar { Node: { FieldKind: { } owner } node }) return null;
        return owner.LookupOfMember(call.Method.Name) is { } word ? OwnLookup.Of(OwnLookup.Get(owner, word), node, call.Arguments.Count == 0 ? null : Asked(call.Arguments[0])) : null;
    }

    private static readonly TextField AnyText = new();

    private object? Asked(Expression argument) => Captured.DependsOnRow(argument) ? Scalar(argument).Node : Captured.Evaluate(argument);

    /// <summary><c>p.Tags.Contains("sea")</c> of an array, in whichever of its forms; null where the list is none of the row's.</summary>
    private Node? OwnContains(Expression list, Expression item)
    {
        if (!Captured.DependsOnRow(list) || typeof(IManager).IsAssignableFrom(list.Type) || !list.Type.IsArray || Operand(list) is not Operand.Scalar { Node: { FieldKind: { } kind } node }) return null;
        return kind.FindLookup("has") is { } lookup ? OwnLookup.Of(lookup, node, Asked(item)) : null;
    }

    private Node OwnMember(Expression whole, Node node, string member) => node.FieldKind?.LookupOfMember(member) is { } word
        ? OwnLookup.Of(OwnLookup.Get(node.FieldKind, word), node, null)
        : throw Untranslatable(whole, $"The database does not know {member} of it.");

    private Node OwnKey(Expression whole, Expression of, Expression key)
    {
        if (Captured.DependsOnRow(key)) throw Untranslatable(key, "It must be a value, not a field of the row.");
        var node = Scalar(of).Node;
        return node.FieldKind?.FindKey(Captured.Evaluate(key)!) is { } lookup
            ? OwnLookup.Of(lookup, node, null)
            : throw Untranslatable(whole, "There is no way into it by an index.");
    }
}
