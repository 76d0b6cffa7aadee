using System.Linq.Expressions;

namespace Quintet.Db.Sql;

/// <summary>Rows of another table that a lambda speaks of: subqueries.</summary>
internal sealed partial class LambdaTranslator
{
    /// <summary><c>a.Books</c>, <c>a.Books.Filter(…)</c>, <c>Profile.Objects</c>, a queryset from outside; null: nothing of the kind.</summary>
    private Query? Collection(Expression? expression)
    {
        switch (expression)
        {
            case MethodCallExpression { Object: { } inner } call when Verb(call.Method.Name) && Collection(inner) is { } rows:
                return Apply(call, rows);
            case UnaryExpression { NodeType: ExpressionType.Convert } convert:
                return Collection(convert.Operand);
            case MemberExpression { Expression: { } inner } member when Captured.DependsOnRow(inner) && typeof(IManager).IsAssignableFrom(member.Type) && Operand(inner) is Operand.Row row:
                return FindWay(row.Self.Model, member.Member.Name) is { } way ? way.Rows(row.PointedBy(way.Near), _depth + 1) : null;
            case MethodCallExpression { Method: { Name: nameof(Model.RelatedSet), DeclaringType: var declaring } method, Object: { } inner } call when declaring == typeof(Model) && Operand(inner) is Operand.Row row:
                return RelatedSet(row, method.GetGenericArguments()[0], call) is var back ? back.Rows(row.PointedBy(back.Near), _depth + 1) : null;
            case MethodCallExpression { Object: null, Arguments: [var first, ..] } call when call.Method.DeclaringType!.IsDefined(typeof(QuerySetMethodsAttribute), inherit: false) && Captured.DependsOnRow(first) && Collection(first) is { } rows:
                return OwnVerb(call, rows);
            case null:
                return null;
        }

        if (Captured.DependsOnRow(expression) || !(typeof(IManager).IsAssignableFrom(expression.Type) || typeof(IQuerySet).IsAssignableFrom(expression.Type))) return null;
        var query = Captured.Evaluate(expression) switch
        {
            IQuerySet set => set.Query,
            IManager manager => manager.Query,
            _ => throw new ArgumentNullException(Print(expression), $"The query '{Print(expression)}' is null."),
        };
        return AtDepth(query);
    }

    /// <summary><c>a.Books.Published()</c>: what a verb of the app's own makes of the rows.</summary>
    private Query OwnVerb(MethodCallExpression call, Query rows)
    {
        if (call.Arguments.Skip(1).FirstOrDefault(Captured.DependsOnRow) is { } dependent) throw Untranslatable(dependent, $"What {call.Method.Name} takes must be a value from outside of the query.");
        if (Sql.Operand.Of(rows) is not Operand.Row { Self.Model: var model }) throw Untranslatable(call, $"{call.Method.Name} needs objects.");
        object start = typeof(IManager).IsAssignableFrom(call.Arguments[0].Type) ? model.ManagerOf(rows) : model.QuerySetOf(rows);
        return Captured.Evaluate(Expression.Call(call.Method, [Expression.Constant(start), .. call.Arguments.Skip(1)])) is IQuerySet result ? result.Query
            : throw Untranslatable(call, $"{call.Method.Name} gives no queryset.");
    }

    private static Way? FindWay(ModelMeta model, string property)
    {
        foreach (var way in ModelRegistry.Current.Ways(model))
        {
            if (way.PropertyName == property && way is not BackWay { Relation.Field: OneToOne }) return way;
        }

        return null;
    }

    /// <summary><c>u.RelatedSet&lt;Book&gt;(b => b.Editor)</c>: a way back that C# has no property for inside of a lambda.</summary>
    private BackWay RelatedSet(Operand.Row row, Type model, MethodCallExpression call)
    {
        var property = call.Arguments is [var selector] && Lambda(selector) is { Body: MemberExpression member } ? member.Member.Name : null;
        List<RelationFieldMeta> found = [.. ModelRegistry.Current.ReverseRelations(row.Self.Model).Where(r => r.Model.Type == model && (property is null || r.PropertyName == property))];
        return found.Count == 1 ? found[0].Back : throw Untranslatable(call, found.Count == 0
            ? $"No relation of {model.Name}{(property is null ? "" : $" called {property}")} points to {row.Self.Model.Name}."
            : $"Several relations of {model.Name} point to {row.Self.Model.Name}: name the one that is meant, RelatedSet<{model.Name}>(x => x.{found[0].PropertyName}).");
    }

    /// <summary>A query from outside, in whose place conditions may look at the row here.</summary>
    private Query AtDepth(Query query)
    {
        var plain = query is { Where: null, IsSliced: false, GivesRows: true, Distinct: false } && query.Root.Derived is null;
        if (plain) return new Query(new Source(query.Model, _depth + 1)) { IsEmpty = query.IsEmpty };
        var root = new Source(new Derived(null, [query with { Order = query.IsSliced ? query.Order : [], Related = [], Lock = null }]), query.Model, _depth + 1);
        return query.Nest(root);
    }

    private static bool Verb(string name) => name is
        "All" or "Filter" or "Exclude" or "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" or "Reverse" or "Distinct" or "Values" or "ValuesList";

    private Query Apply(MethodCallExpression call, Query rows)
    {
        switch (call.Method.Name)
        {
            case "Filter" or "Exclude" when call.Arguments is [var argument] && argument.Type != typeof(string):
                if (!typeof(LambdaExpression).IsAssignableFrom(argument.Type) && argument is not LambdaExpression) throw Untranslatable(call, "Write the condition as a lambda.");
                var condition = Inner(argument, rows, Condition);
                return rows.And(call.Method.Name == "Filter" ? condition : new NotNode(condition));
            case "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" when call.Arguments is [var key, var nulls] && Lambda(key) is not null:
                var term = OrderTerm.Of(Inner(key, rows, body => Scalar(body).Node), call.Method.Name.EndsWith("Descending", StringComparison.Ordinal), (Nulls)Captured.Evaluate(nulls)!);
                return rows with { Order = call.Method.Name.StartsWith("Then", StringComparison.Ordinal) ? [.. rows.EffectiveOrder(), term] : [term], Reversed = false };
            case "Values" or "ValuesList" when call.Arguments is [var selected] && Lambda(selected) is not null:
                return rows.Select(Inner(selected, rows, Select));
            case "Reverse":
                return rows with { Reversed = !rows.Reversed };
            case "Distinct" when call.Arguments.Count == 0:
                return rows with { Distinct = true };
            case "All":
                return rows;
            default:
                throw Untranslatable(call, "Inside a query's lambda the verbs take lambdas.");
        }
    }

    /// <summary>A call on such rows that is a value: <c>Count()</c>, <c>First()</c>, <c>Aggregate(q => …)</c>.</summary>
    private Operand? CollectionCall(MethodCallExpression call)
    {
        if (call.Method.Name is not ("Count" or "First" or "Last" or "Aggregate") || Collection(call.Object) is not { } rows) return null;
        switch (call.Method.Name)
        {
            case "Count":
                if (call.Arguments.Count == 1) rows = rows.And(Inner(call.Arguments[0], rows, Condition));
                return new Operand.Scalar(new SubqueryNode(Counted(rows), isNullable: false), null);
            case "First" or "Last":
                if (rows.EffectiveOrder().Count == 0 && Sql.Operand.Of(rows) is Operand.Row first) rows = rows with { Order = [new(first.Key.Node, Descending: false)] };
                if (call.Method.Name == "Last") rows = rows with { Reversed = !rows.Reversed };
                rows = rows.Slice(0, 1);
                return Sql.Operand.Of(rows) is Operand.Scalar scalar ? Subquery(rows, scalar) : new Operand.First(rows);
            default:
                if (rows.IsSliced || rows.Distinct || rows.GroupBy is not null) rows = rows.Nest();
                var lambda = Lambda(call.Arguments[0])!;
                var outer = _depth++;
                Groups.Add((lambda.Parameters[0], Sql.Operand.Of(rows)));
                var value = Scalar(lambda.Body);
                Groups.RemoveAt(Groups.Count - 1);
                _depth = outer;
                var grouped = rows.Select(new ValueSelection(value.Node, lambda.Body.Type, value.Field)) with { GroupBy = [], Order = [], Related = [] };
                return new Operand.Scalar(new SubqueryNode(grouped, value.Node.IsNullable), value.Field);
        }
    }

    /// <summary>The query that counts the rows of another.</summary>
    public static Query Counted(Query rows)
    {
        if (rows.IsSliced || rows.Distinct || rows.DistinctOn.Count > 0 || rows.GroupBy is not null)
        {
            // What the rows hold is nothing to the count.
            var inner = rows with { Order = rows.IsSliced || rows.DistinctOn.Count > 0 ? rows.Order : [], Related = [], Lock = null };
            rows = new Query(new Source(new Derived(null, [inner]), rows.Model, rows.Root.Depth));
        }

        return rows.Select(new ValueSelection(new AggregateNode(AggregateKind.Count, [], false, null), typeof(long), null)) with { GroupBy = [], Order = [], Related = [], Lock = null };
    }

    /// <summary>Translates a lambda over the rows of a subquery.</summary>
    private TResult Inner<TResult>(Expression argument, Query rows, Func<Expression, TResult> translate)
    {
        var lambda = Lambda(argument) ?? throw Untranslatable(argument, "Write it as a lambda.");
        var outer = _depth;
        _depth = rows.Root.Depth;
        Rows.Add((lambda.Parameters[0], Sql.Operand.Of(rows)));
        var result = translate(lambda.Body);
        Rows.RemoveAt(Rows.Count - 1);
        _depth = outer;
        return result;
    }

    private static LambdaExpression? Lambda(Expression argument) =>
        argument as LambdaExpression
        ?? (argument is UnaryExpression { NodeType: ExpressionType.Quote } quote ? quote.Operand as LambdaExpression
            : typeof(LambdaExpression).IsAssignableFrom(argument.Type) && !Captured.DependsOnRow(argument) ? Captured.Evaluate(argument) as LambdaExpression : null);
}
