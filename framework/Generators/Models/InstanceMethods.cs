using Quintet.Reading.Models;
using static Quintet.Generators.CodeWriter;

namespace Quintet.Generators;

/// <summary>Writes the methods that objects of a model get.</summary>
internal static class InstanceMethods
{
    private const string Db = "global::Quintet.Db.";
    private const string Tasks = "global::System.Threading.Tasks.Task";
    private const string Token = "global::System.Threading.CancellationToken cancellation = default";

    public static void Display(CodeWriter writer, FieldDeclaration field)
    {
        writer.Line();
        writer.Line($"/// <summary>The name for people of what <see cref=\"{Identifier(field.Property)}\"/> is.</summary>");
        writer.Method($"{field.Accessibility} string Get{field.Property}Display()", $"GetMeta().GetField({Literal(field.Name)}).Display(this)");
    }

    /// <summary><c>GetNextByCreated()</c> and <c>GetPreviousByCreated()</c>, with their asynchronous forms.</summary>
    public static void Neighbours(CodeWriter writer, FieldDeclaration field, string model)
    {
        Write("Next", "next after", "true");
        Write("Previous", "previous to", "false");

        void Write(string name, string words, string next)
        {
            var filter = $"global::System.Linq.Expressions.Expression<global::System.Func<{model}, bool>>? filter = null";
            writer.Line();
            writer.Line($"/// <summary>The row whose <c>{field.Property}</c> is {words} this one's, among those that <paramref name=\"filter\"/> lets through; throws DoesNotExistException where there is none.</summary>");
            writer.Method(
                $"{field.Accessibility} {model} Get{name}By{field.Property}({filter})",
                $"Meta.GetNeighbour(this, {Literal(field.Name)}, next: {next}, filter)");
            writer.Line();
            writer.Line($"/// <inheritdoc cref=\"Get{name}By{field.Property}\"/>");
            writer.Method(
                $"{field.Accessibility} {Tasks}<{model}> Get{name}By{field.Property}Async({filter}, {Token})",
                $"Meta.GetNeighbourAsync(this, {Literal(field.Name)}, next: {next}, filter, cancellation)");
        }
    }

    /// <summary>The place of a row among those of <c>OrderWithRespectTo</c>, and the rows beside it.</summary>
    public static void InOrder(CodeWriter writer, string model)
    {
        writer.Line();
        writer.Line("/// <summary>The row's place in its order, from 0 on; a new row comes last.</summary>");
        writer.Line("public int _Order { get; set; }");
        foreach (var (name, words, next) in new[] { ("Next", "behind", "true"), ("Previous", "before", "false") })
        {
            writer.Line();
            writer.Line($"/// <summary>The row {words} this one in its order; throws DoesNotExistException where there is none.</summary>");
            writer.Method($"public {model} Get{name}InOrder()", $"Meta.GetNeighbourInOrder(this, next: {next})");
            writer.Line();
            writer.Line($"/// <inheritdoc cref=\"Get{name}InOrder\"/>");
            writer.Method($"public {Tasks}<{model}> Get{name}InOrderAsync({Token})", $"Meta.GetNeighbourInOrderAsync(this, next: {next}, cancellation)");
        }
    }

    /// <summary><c>question.GetAnswerOrder()</c> and <c>SetAnswerOrder(…)</c>.</summary>
    public static void OrderOf(CodeWriter writer, ReverseRelation reverse, string accessibility, string owner)
    {
        var name = reverse.Source.Substring(reverse.Source.LastIndexOf('.') + 1);
        var (meta, key) = ($"global::{reverse.Source}.Meta", reverse.OrderedKeyType);
        writer.Line();
        writer.Line($"/// <summary>The keys of the <see cref=\"global::{reverse.Source}\"/> objects whose <c>{reverse.FieldProperty}</c> is this, in their order.</summary>");
        writer.Method($"{accessibility} global::System.Collections.Generic.IReadOnlyList<{key}> Get{name}Order()", $"{meta}.GetOrder<{key}>({owner})");
        writer.Line();
        writer.Line($"/// <inheritdoc cref=\"Get{name}Order\"/>");
        writer.Method($"{accessibility} {Tasks}<global::System.Collections.Generic.IReadOnlyList<{key}>> Get{name}OrderAsync({Token})", $"{meta}.GetOrderAsync<{key}>({owner}, cancellation)");
        writer.Line();
        writer.Line($"/// <summary>Gives the <see cref=\"global::{reverse.Source}\"/> objects whose <c>{reverse.FieldProperty}</c> is this another order, by their keys.</summary>");
        writer.Method($"{accessibility} void Set{name}Order(global::System.Collections.Generic.IEnumerable<{key}> keys, string? @using = null)", $"{meta}.SetOrder({owner}, keys, @using)");
        writer.Line();
        writer.Line($"/// <inheritdoc cref=\"Set{name}Order\"/>");
        writer.Method($"{accessibility} {Tasks} Set{name}OrderAsync(global::System.Collections.Generic.IEnumerable<{key}> keys, string? @using = null, {Token})", $"{meta}.SetOrderAsync({owner}, keys, @using, cancellation)");
    }

    /// <summary>A model that does more in <c>Save</c> or <c>Delete</c> does it in <c>SaveAsync</c> and <c>DeleteAsync</c>, too.</summary>
    public static void Overrides(CodeWriter writer, ModelDeclaration model)
    {
        // They hide nothing that is not there already.
        if (writer.HeadsOnly) return;
        Write("Save", $"{Db}SaveOptions options", "options", Tasks, $"{Tasks}.CompletedTask");
        Write("Delete", "string? @using = null, bool keepParents = false", "@using, keepParents", $"{Tasks}<{Db}DeletionResult>", null);

        void Write(string name, string parameter, string argument, string result, string? done)
        {
            if (!model.Overrides.Items.Contains(name) || model.Overrides.Items.Contains(name + "Async")) return;
            writer.Line();
            writer.Line($"/// <summary>As the model's own {name}.</summary>");
            writer.Block($"public override {result} {name}Async({parameter}, {Token})", () =>
            {
                writer.Line("cancellation.ThrowIfCancellationRequested();");
                if (done is null)
                {
                    writer.Line($"return {Tasks}.FromResult({name}({argument}));");
                    return;
                }

                writer.Line($"{name}({argument});");
                writer.Line($"return {done};");
            });
        }
    }
}
