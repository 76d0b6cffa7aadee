using System.Collections.ObjectModel;
using System.Linq.Expressions;
using Quintet.Db.Sql;
using Quintet.Dispatch;

namespace Quintet.Db;

/// <summary>What is known of a model (Django's <c>_meta</c>). One per model, made by generated code, never changed.</summary>
public abstract class ModelMeta
{
    private static readonly string[] OrderedByPlace = [Migrations.ModelState.OrderField.Name];

    private readonly Dictionary<string, FieldMeta> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FieldMeta> _byProperty = new(StringComparer.Ordinal);

    private protected ModelMeta(Type type, string appLabel, IReadOnlyList<FieldMeta> fields, ModelAccess access, ModelMeta? derivedFrom)
    {
        Type = type;
        Access = access;
        Name = type.Name;
        AppLabel = appLabel;
        DerivedFrom = derivedFrom;

        // Whoever has a table has a key in it.
        var isProxy = derivedFrom is not null && fields.Count == 0;
        ConcreteModel = isProxy ? derivedFrom!.ConcreteModel : this;
        Parent = isProxy ? derivedFrom!.Parent : derivedFrom?.ConcreteModel;
        Options = new MetaAttribute();
        Fields = isProxy ? derivedFrom!.Fields : fields;
        AllFields = derivedFrom is null ? fields : [.. derivedFrom.AllFields, .. fields];
        var inherited = AllFields.Count - fields.Count;
        for (var i = 0; i < AllFields.Count; i++)
        {
            var field = AllFields[i];
            if (i >= inherited) field.Attach(this, i, i - inherited);
            if (!_byName.TryAdd(field.Name, field)) throw new InvalidOperationException($"The model {Label} has two fields called {field.Name}.");
            _byProperty.Add(field.PropertyName, field);
            if (field is RelationFieldMeta relation)
            {
                // "author_id" names the column's value without a join, as in Django.
                _byName.TryAdd(relation.Name + "_id", relation);
                _byProperty.TryAdd(relation.KeyPropertyName, relation);
            }
        }

        // In one pass: an app has many models, and of each of them this runs before it answers.
        List<RelationFieldMeta> relations = [];
        List<FieldMeta> generated = [], times = [];
        List<FileFieldMeta> files = [];
        foreach (var field in Fields)
        {
            if (field.Field.HasDbDefault) HasDbDefaults = true;
            if (field.Field.IsGenerated) generated.Add(field);
            if (field.Field is DateField { AutoNow: true } or DateField { AutoNowAdd: true }) times.Add(field);
            if (field.Field.PrimaryKey) PrimaryKey ??= field;
            if (field is RelationFieldMeta relation) relations.Add(relation);
            else if (field is FileFieldMeta file) files.Add(file);
        }

        Relations = [.. relations];
        GeneratedFields = [.. generated];
        WrittenFields = generated.Count == 0 ? Fields : [.. Fields.Except(generated)];
        FileFields = [.. files];
        TimeFields = [.. times];
        if (PrimaryKey is null) throw new InvalidOperationException($"The model {Label} has no primary key: one of its fields must say PrimaryKey = true.");
        ParentLink = PrimaryKey as RelationFieldMeta is { IsParentLink: true } link ? link : null;
        KeyField = Parent?.KeyField ?? PrimaryKey;
    }

    /// <summary>The CLR class.</summary>
    public Type Type { get; }

    /// <summary>The way to the objects and their properties.</summary>
    internal ModelAccess Access { get; }

    public string AppLabel { get; }

    /// <summary>The class's name, <c>Book</c>; of the pairs of a many-to-many field <c>Book_authors</c>.</summary>
    public string Name { get; internal init; }

    /// <summary>Whether no class of the app's is the model: the pairs of a many-to-many field.</summary>
    public bool IsAutoCreated { get; internal init; }

    /// <summary><c>blog.Book</c>.</summary>
    public string Label => AppLabel + "." + Name;

    /// <summary>The table, <c>blog_book</c>.</summary>
    public string Table { get; private init; } = "";

    /// <summary>The class's <c>[Meta]</c>.</summary>
    public MetaAttribute Options
    {
        get;
        init
        {
            field = value;
            Table = IsProxy ? ConcreteModel.Table : value.DbTable ?? ModelNames.Table(AppLabel, Name);
        }
    }

    /// <summary>The model that it derives from, if that is not abstract.</summary>
    public ModelMeta? DerivedFrom { get; }

    /// <summary>The model that has the table: itself, or of a proxy the one it is a view of.</summary>
    public ModelMeta ConcreteModel { get; }

    /// <summary>Whether it is another view of the rows of <see cref="DerivedFrom"/>, without a table of its own.</summary>
    public bool IsProxy => ConcreteModel != this;

    /// <summary>The model whose table holds the inherited fields (Django's multi-table inheritance); null where all are in one table.</summary>
    public ModelMeta? Parent { get; }

    /// <summary>The key of its own table, which points to the row in that of <see cref="Parent"/>; null where there is no such table.</summary>
    public RelationFieldMeta? ParentLink { get; }

    /// <summary>The fields that say which row is the latest: the model's own, else those of the model it derives from.</summary>
    public string[] GetLatestBy => Options.GetLatestBy.Length > 0 || DerivedFrom is null ? Options.GetLatestBy : DerivedFrom.GetLatestBy;

    /// <summary>The order of a queryset that names none: the model's own, else that of the model it derives from.</summary>
    public IReadOnlyList<string> Ordering => Options.OrderWithRespectTo is not null ? OrderedByPlace : Options.HasOrdering || DerivedFrom is null ? Options.Ordering : DerivedFrom.Ordering;

    /// <summary>The place of its rows among those of one relation's target; null: they have none.</summary>
    internal RowOrder? RowOrder => Options.OrderWithRespectTo is { } relation ? field ??= new(this, (RelationFieldMeta)GetField(relation)) : null;

    /// <summary>The class's <c>[Index]</c>.</summary>
    public IReadOnlyList<IndexAttribute> Indexes { get; init; } = [];

    /// <summary>The class's constraints: <c>[UniqueConstraint]</c>, <c>[CheckConstraint]</c>, and those of an app's own kind.</summary>
    public IReadOnlyList<ConstraintAttribute> Constraints { get; init; } = [];

    /// <summary>The many-to-many relations; what they hold stands in tables of pairs.</summary>
    public IReadOnlyList<ManyToManyMeta> ManyToMany
    {
        get;
        init
        {
            field = value;
            foreach (var relation in value) relation.Attach(this);
        }
    } = [];

    /// <summary>The relations to one object that have no column.</summary>
    public IReadOnlyList<VirtualRelationMeta> VirtualRelations
    {
        get;
        init
        {
            field = value;
            foreach (var relation in value) relation.Attach(this);
        }
    } = [];

    /// <summary>The relations to rows that hold a key of this model or of another.</summary>
    public IReadOnlyList<GenericRelationMeta> GenericRelations
    {
        get;
        init
        {
            field = value;
            foreach (var relation in value) relation.Attach(this);
        }
    } = [];

    /// <summary>The fields that have a column in the model's own table.</summary>
    public IReadOnlyList<FieldMeta> Fields { get; }

    /// <summary>All fields with those of the parents' tables, which come first: the order in which a row reader expects the columns.</summary>
    public IReadOnlyList<FieldMeta> AllFields { get; }

    /// <summary>The key of the model's own table.</summary>
    public FieldMeta PrimaryKey { get; }

    /// <summary>The query for all rows, of which every other is made; one object, so that it is known by its identity.</summary>
    internal Query AllRows => field ??= new Query(this);

    /// <summary>The fields that are foreign keys.</summary>
    internal RelationFieldMeta[] Relations { get; }

    /// <summary>The fields of the model's own table that the database calculates.</summary>
    internal FieldMeta[] GeneratedFields { get; }

    /// <summary>The fields of the model's own table that are written: all others.</summary>
    internal IReadOnlyList<FieldMeta> WrittenFields { get; }

    /// <summary>The fields whose files saving stores.</summary>
    internal FileFieldMeta[] FileFields { get; }

    /// <summary>The fields that saving sets to the present time.</summary>
    internal FieldMeta[] TimeFields { get; }

    /// <summary>The models whose tables have a row's columns: the own one, then those of the parents.</summary>
    internal IEnumerable<ModelMeta> Tables
    {
        get
        {
            for (var table = ConcreteModel; table is not null; table = table.Parent) yield return table;
        }
    }

    /// <summary>The many-to-many relations with the inherited ones.</summary>
    internal IEnumerable<ManyToManyMeta> AllManyToMany => Tables.SelectMany(table => table.ManyToMany);

    /// <summary>The field that holds the key's value: where tables are joined, that of the topmost.</summary>
    internal FieldMeta KeyField { get; }

    /// <summary>Whether some column has a default of its own.</summary>
    internal bool HasDbDefaults { get; }

    public string VerboseName => Options.VerboseName ?? Names.ToSnakeCase(Name).Replace('_', ' ');

    public string VerboseNamePlural => Options.VerboseNamePlural ?? VerboseName + "s";

    /// <summary>The field called <paramref name="name"/> (<c>published_date</c>; <c>pk</c> is the key), or null.</summary>
    public FieldMeta? FindField(string name) => name == "pk" ? PrimaryKey : _byName.GetValueOrDefault(name);

    /// <summary>The field of a property (<c>PublishedDate</c>, <c>AuthorId</c>; <c>Pk</c> is the key), or null.</summary>
    public FieldMeta? FindProperty(string propertyName) => propertyName == "Pk" ? PrimaryKey : _byProperty.GetValueOrDefault(propertyName);

    /// <summary>The field called <paramref name="name"/>.</summary>
    /// <exception cref="FieldErrorException">There is none.</exception>
    public FieldMeta GetField(string name) => FindField(name) ?? throw FieldErrorException.Unknown(this, name);

    /// <summary>The many-to-many relation called <paramref name="name"/> (<c>authors</c>).</summary>
    /// <exception cref="FieldErrorException">There is none.</exception>
    public ManyToManyMeta GetManyToMany(string name) => AllManyToMany.FirstOrDefault(m => m.Name == name) ?? throw FieldErrorException.Unknown(this, name);

    /// <summary>Whether a field holds the row's key: that of the own table, or of a parent's, which are the same.</summary>
    internal bool IsKey(FieldMeta? field) => field is not null && (field == PrimaryKey || (Parent is not null && Parent.IsKey(field)));

    /// <summary>The relation without a column called <paramref name="name"/> (<c>content_object</c>).</summary>
    /// <exception cref="FieldErrorException">There is none.</exception>
    public VirtualRelationMeta GetVirtualRelation(string name) => Tables.SelectMany(table => table.VirtualRelations).FirstOrDefault(r => r.Name == name) ?? throw FieldErrorException.Unknown(this, name);

    /// <summary>The generic relation called <paramref name="name"/> (<c>tags</c>).</summary>
    /// <exception cref="FieldErrorException">There is none.</exception>
    public GenericRelationMeta GetGenericRelation(string name) => Tables.SelectMany(table => table.GenericRelations).FirstOrDefault(r => r.Name == name) ?? throw FieldErrorException.Unknown(this, name);

    /// <summary>A new object, its properties as their initialisers say.</summary>
    public abstract Model Create();

    /// <summary>The object of the row, whose columns of this model begin at <paramref name="offset"/>, in the order of <see cref="AllFields"/>.</summary>
    public abstract Model ReadModel(Row row, int offset);

    /// <summary>The rows that have these keys, whatever the model; one that is gone is left out.</summary>
    public async ValueTask<IReadOnlyList<Model>> ReadAsync(IEnumerable<object> keys, string alias, bool async, CancellationToken cancellation)
    {
        var found = new List<Model>();
        foreach (var batch in keys.Chunk(Batches.Keys))
        {
            var query = AllRows;
            query = query.And(LookupTable.In(new ColumnNode(query.Root, PrimaryKey), PrimaryKey, batch)) with { Order = [] };
            found.AddRange(await QueryRunner.ListAsync<Model>(query, alias, async, cancellation));
        }

        return found;
    }

    /// <summary>The rows that relations to many lead to: the default manager's. Null: all.</summary>
    internal abstract IQuerySet? OwnDefaultRows { get; }

    /// <summary>The rows that relations to one lead to: the base manager's. Null: all.</summary>
    internal abstract IQuerySet? OwnBaseRows { get; }

    /// <summary>The default manager, if it is one of the app's own.</summary>
    internal abstract IManager? OwnDefaultManager { get; }

    /// <summary>The rows of a query one after the other.</summary>
    internal abstract IEnumerable<Model> Iterate(Query query, string alias);

    internal abstract long Count(Query query, string alias);

    /// <summary>A query as a queryset.</summary>
    internal abstract IQuerySet QuerySetOf(Query query);

    /// <summary>What a verb of the app's own gives to a template.</summary>
    internal abstract bool TryGetQuerySetMember(IQuerySet rows, string name, out object? value);

    /// <summary>A manager that shows what a query gives.</summary>
    internal abstract IManager ManagerOf(Query query);

    /// <summary>The part of a child's row that is in this model's tables, as far as it was read.</summary>
    internal abstract Model TakePart(Model child);

    /// <summary>A new object of which nobody is told.</summary>
    internal abstract Model CreateQuietly();

    internal abstract void SendPreInit(Signals signals);

    internal abstract void SendPostInit(Signals signals, Model instance);

    internal abstract void SendPreSave(Signals signals, Model instance, string alias, IReadOnlySet<string>? updateFields, bool raw = false);

    internal abstract void SendPostSave(Signals signals, Model instance, bool created, string alias, IReadOnlySet<string>? updateFields, bool raw = false);

    /// <summary>Whether somebody listens to rows of the model being deleted.</summary>
    internal abstract bool IsDeletionHeard(Signals signals);

    internal abstract void SendPreDelete(Signals signals, Model instance, string alias);

    internal abstract void SendPostDelete(Signals signals, Model instance, string alias);

    internal abstract bool ListensToM2M(Signals signals);

    internal abstract void SendM2MChanged(Signals signals, Model instance, PairWay way, M2MAction action, IReadOnlySet<object>? keys, string alias);

    public override string ToString() => Label;
}

/// <inheritdoc/>
/// <param name="appLabel">The app's label, <c>blog</c>.</param>
/// <param name="fields">All fields with a column in the model's own table; none of a proxy.</param>
/// <param name="access">The way to the objects and their properties.</param>
/// <param name="derivedFrom">The model that it derives from, if that is not abstract.</param>
public sealed class ModelMeta<T>(string appLabel, IReadOnlyList<FieldMeta> fields, ModelAccess access, ModelMeta? derivedFrom = null)
    : ModelMeta(typeof(T), appLabel, fields, access, derivedFrom)
    where T : Model
{
    /// <summary>The metadata of a model whose fields have ways of their own to their values.</summary>
    /// <param name="appLabel">The app's label, <c>blog</c>.</param>
    /// <param name="fields">All fields with a column in the model's own table.</param>
    /// <param name="create">Makes a new object.</param>
    /// <param name="read">Reads the columns of all fields, inherited ones first, from an offset on into a new object.</param>
    /// <param name="derivedFrom">The model that it derives from, if that is not abstract.</param>
    public ModelMeta(string appLabel, IReadOnlyList<FieldMeta> fields, Func<T> create, Func<Row, int, T> read, ModelMeta? derivedFrom = null)
        : this(appLabel, fields, new ModelAccess.Of<T>(create, read), derivedFrom)
    {
    }

    /// <summary>
    /// Gives the manager whose rows relations to many start from, <c>author.Books</c>, if that is one of the app's own (Django's
    /// <c>_default_manager</c>). Asked late, because it is made of this metadata.
    /// </summary>
    public Func<Manager<T>>? DefaultManager { get; init; }

    /// <summary>Gives the manager whose rows relations to one lead to, <c>book.Author</c>, if <c>[Meta(BaseManagerName = …)]</c> names one (Django's <c>_base_manager</c>).</summary>
    public Func<Manager<T>>? BaseManager { get; init; }

    /// <summary>The verbs of the app's own that a template may ask without saying more: <c>author.books.published</c>.</summary>
    public IReadOnlyDictionary<string, Func<QuerySet<T>, object?>> QuerySetMembers { get; init; } = ReadOnlyDictionary<string, Func<QuerySet<T>, object?>>.Empty;

    /// <summary>The rows that relations to many start from.</summary>
    internal QuerySet<T> DefaultRows => DefaultManager is null ? EveryRow : DefaultManager().GetQuerySet();

    /// <summary>The rows that relations to one start from.</summary>
    internal QuerySet<T> BaseRows => BaseManager is null ? EveryRow : BaseManager().GetQuerySet();

    internal override IQuerySet? OwnDefaultRows => DefaultManager?.Invoke().GetQuerySet();

    internal override IQuerySet? OwnBaseRows => BaseManager?.Invoke().GetQuerySet();

    /// <summary>All rows. Never read itself: others start from it.</summary>
    internal QuerySet<T> EveryRow => field ??= new(AllRows);

    internal override IManager? OwnDefaultManager => DefaultManager?.Invoke();

    internal override IEnumerable<Model> Iterate(Query query, string alias) => new QuerySet<T>(query, alias).Iterator();

    internal override long Count(Query query, string alias) => new QuerySet<T>(query, alias).Count();

    internal override IQuerySet QuerySetOf(Query query) => new QuerySet<T>(query);

    internal override bool TryGetQuerySetMember(IQuerySet rows, string name, out object? value)
    {
        value = null;
        if (rows is not QuerySet<T> objects || !QuerySetMembers.TryGetValue(name, out var member)) return false;
        value = member(objects);
        return true;
    }

    internal override IManager ManagerOf(Query query) => new QueryManager<T>(this, query);

    public override T Create()
    {
        var signals = ModelSignals.OfObjects;
        if (signals is not null) SendPreInit(signals);
        var instance = (T)Access.Create();
        if (signals is not null) SendPostInit(signals, instance);
        return instance;
    }

    /// <summary>The row whose date is the next after an object's, or the previous one; rows of one date follow each other by their keys. Called by generated methods.</summary>
    /// <param name="instance">Where to start.</param>
    /// <param name="field">The date's name, <c>published_date</c>.</param>
    /// <param name="next">False: the previous one.</param>
    /// <param name="filter">Only rows like these.</param>
    /// <exception cref="DoesNotExistException{T}">There is none.</exception>
    public T GetNeighbour(T instance, string field, bool next, Expression<Func<T, bool>>? filter) =>
        Neighbours(instance, field, next, filter).First() ?? throw NoNeighbour();

    /// <inheritdoc cref="GetNeighbour"/>
    public async Task<T> GetNeighbourAsync(T instance, string field, bool next, Expression<Func<T, bool>>? filter, CancellationToken cancellation) =>
        await Neighbours(instance, field, next, filter).FirstAsync(cancellation) ?? throw NoNeighbour();

    /// <summary>The keys of the rows that point to an object, in their order. Called by generated methods.</summary>
    public IReadOnlyList<TKey> GetOrder<TKey>(Model target) => GetOrderAsync<TKey>(target, async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="GetOrder"/>
    public Task<IReadOnlyList<TKey>> GetOrderAsync<TKey>(Model target, CancellationToken cancellation) => GetOrderAsync<TKey>(target, async: true, cancellation).AsTask();

    /// <summary>Gives the rows that point to an object another order; those that are not named keep their places. Called by generated methods.</summary>
    /// <param name="target">The object.</param>
    /// <param name="keys">The rows' keys, the first first.</param>
    /// <param name="using">The database's alias; null: that of the object.</param>
    public void SetOrder<TKey>(Model target, IEnumerable<TKey> keys, string? @using = null)
        where TKey : notnull => SetOrderAsync(target, keys, @using, async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="SetOrder"/>
    public Task SetOrderAsync<TKey>(Model target, IEnumerable<TKey> keys, string? @using, CancellationToken cancellation)
        where TKey : notnull => SetOrderAsync(target, keys, @using, async: true, cancellation).AsTask();

    /// <summary>The row behind an object in the order of those that point where it does, or the one before it. Called by generated methods.</summary>
    /// <exception cref="DoesNotExistException{T}">There is none.</exception>
    public T GetNeighbourInOrder(T instance, bool next) => InOrder(instance, next).First() ?? throw NoNeighbour();

    /// <inheritdoc cref="GetNeighbourInOrder"/>
    public async Task<T> GetNeighbourInOrderAsync(T instance, bool next, CancellationToken cancellation) => await InOrder(instance, next).FirstAsync(cancellation) ?? throw NoNeighbour();

    private RowOrder PlaceOfRows => RowOrder ?? throw new InvalidOperationException($"{Label} has no OrderWithRespectTo.");

    private async ValueTask<IReadOnlyList<TKey>> GetOrderAsync<TKey>(Model target, bool async, CancellationToken cancellation)
    {
        var rows = PlaceOfRows.Of(PlaceOfRows.Relation.KeyOf(target));
        rows = rows.Select(new ValueSelection(new ColumnNode(rows.Root, PrimaryKey), typeof(TKey), PrimaryKey));
        return await QueryRunner.ListAsync<TKey>(rows, Connections.Current.ForRead(this, target.DatabaseAlias), async, cancellation);
    }

    private async ValueTask SetOrderAsync<TKey>(Model target, IEnumerable<TKey> keys, string? @using, bool async, CancellationToken cancellation)
        where TKey : notnull
    {
        var alias = @using ?? Connections.Current.ForWrite(this, target.DatabaseAlias);
        List<TKey> all = [.. keys];
        await Transaction.Run(
            async ct =>
            {
                for (var place = 0; place < all.Count; place++)
                {
                    var rows = PlaceOfRows.Of(PlaceOfRows.Relation.KeyOf(target)).WithKey(FieldValue.Prepare(PrimaryKey, all[place])!);
                    await QueryRunner.ExecuteAsync(StatementKind.Update, rows, [new Assignment(PlaceOfRows.Field, new ParameterNode(place))], alias, async, ct);
                }

                return 0;
            },
            alias,
            async,
            cancellation);
    }

    private QuerySet<T> InOrder(T instance, bool next)
    {
        var key = instance.Pk ?? throw new InvalidOperationException("get_next/get_previous cannot be used on unsaved objects.");
        var order = PlaceOfRows;
        var rows = order.Of(order.Relation.GetValue(instance));
        var own = new Query(new Source(this, depth: 1)).WithKey(key);
        var place = new SubqueryNode(own.Select(new ValueSelection(new ColumnNode(own.Root, order.Field), typeof(int), order.Field)), isNullable: true);
        rows = rows.And(new ComparisonNode(next ? ">" : "<", new ColumnNode(rows.Root, order.Field), place));
        return new QuerySet<T>(rows, hint: instance.DatabaseAlias).OrderBy(next ? order.Field.Name : "-" + order.Field.Name);
    }

    /// <summary>Loads the object that a relation of <paramref name="owner"/> points to. Called by generated properties.</summary>
    /// <param name="owner">Who points.</param>
    /// <param name="relation">The relation's name.</param>
    /// <param name="key">What the relation's column holds.</param>
    /// <param name="toField">The field here that has that value; null: the key.</param>
    /// <exception cref="DoesNotExistException{T}">The relation was never set, or the row is gone.</exception>
    public T LoadRelated(Model owner, string relation, object? key, string? toField = null)
    {
        var rows = Target(owner, relation, key);
        return toField is null ? rows.Get(key!) : rows.Filter(toField, key).Get();
    }

    /// <inheritdoc cref="LoadRelated"/>
    public async ValueTask<T> LoadRelatedAsync(Model owner, string relation, object? key, CancellationToken cancellation, string? toField = null)
    {
        var rows = Target(owner, relation, key);
        return await (toField is null ? rows.GetAsync(key!, cancellation) : rows.Filter(toField, key).GetAsync(cancellation));
    }

    /// <summary>The object that points to <paramref name="owner"/> by a one-to-one relation, or null; asked once. Called by generated properties.</summary>
    /// <param name="owner">The object pointed to.</param>
    /// <param name="relation">The relation's name here.</param>
    public T? LoadBack(Model owner, string relation) => LoadBackAsync(owner, relation, async: false, default).GetAwaiter().GetResult();

    /// <inheritdoc cref="LoadBack"/>
    public ValueTask<T?> LoadBackAsync(Model owner, string relation, CancellationToken cancellation) => LoadBackAsync(owner, relation, async: true, cancellation);

    private async ValueTask<T?> LoadBackAsync(Model owner, string relation, bool async, CancellationToken cancellation)
    {
        var field = (RelationFieldMeta)GetField(relation);
        if (owner.KnownRows?.GetValueOrDefault(field.Back) is { } known) return known.Count == 0 ? null : (T)known[0];
        if (owner.Pk is null) return null;
        var manager = new RelatedManager<T>(this, relation, owner);
        var found = async ? await manager.FirstAsync(cancellation) : manager.First();
        if (found is not null) field.SetLoaded(found, owner);
        (owner.KnownRows ??= [])[field.Back] = found is null ? [] : [found];
        return found;
    }

    /// <summary>The row of this model that is part of a child's, as an object of its own; queries only for what was not read. Called by generated properties.</summary>
    public T PartOf(Model child) => Part(child) ?? Target(child, Name, child.Pk).Get(child.Pk!);

    /// <inheritdoc cref="PartOf"/>
    public async ValueTask<T> PartOfAsync(Model child, CancellationToken cancellation) => Part(child) ?? await Target(child, Name, child.Pk).GetAsync(child.Pk!, cancellation);

    private T? Part(Model child) =>
        child.LoadedFields is { } loaded && AllFields.Any(f => !IsKey(f) && !loaded.Contains(f)) ? null : (T)TakePart(child);

    internal override Model TakePart(Model child)
    {
        var part = Access.Create();
        foreach (var field in AllFields) field.SetValue(part, field.GetValue(child));
        (part.Adding, part.DatabaseAlias) = (child.Adding, child.DatabaseAlias);
        return part;
    }

    public override T ReadModel(Row row, int offset)
    {
        if (row.Signals is not null) SendPreInit(row.Signals);
        var instance = (T)Access.ReadModel(row, offset);
        instance.Adding = false;
        if (row.Signals is not null) SendPostInit(row.Signals, instance);
        return instance;
    }

    internal override Model CreateQuietly() => Access.Create();

    internal override void SendPreInit(Signals signals) => ModelSignals.PreInit<T>(signals, this);

    internal override void SendPostInit(Signals signals, Model instance) => ModelSignals.PostInit(signals, (T)instance);

    internal override void SendPreSave(Signals signals, Model instance, string alias, IReadOnlySet<string>? updateFields, bool raw = false) => ModelSignals.PreSave(signals, (T)instance, alias, updateFields, raw);

    internal override void SendPostSave(Signals signals, Model instance, bool created, string alias, IReadOnlySet<string>? updateFields, bool raw = false) => ModelSignals.PostSave(signals, (T)instance, created, alias, updateFields, raw);

    internal override bool IsDeletionHeard(Signals signals) => ModelSignals.IsDeletionHeard<T>(signals);

    internal override void SendPreDelete(Signals signals, Model instance, string alias) => ModelSignals.PreDelete(signals, (T)instance, alias);

    internal override void SendPostDelete(Signals signals, Model instance, string alias) => ModelSignals.PostDelete(signals, (T)instance, alias);

    internal override bool ListensToM2M(Signals signals) => signals.HasReceivers<M2MChanged<T>>() || signals.HasReceivers<M2MChanged<Model>>();

    internal override void SendM2MChanged(Signals signals, Model instance, PairWay way, M2MAction action, IReadOnlySet<object>? keys, string alias) =>
        ModelSignals.M2MChanged(signals, (T)instance, way, action, keys, alias);

    private QuerySet<T> Neighbours(T instance, string field, bool next, Expression<Func<T, bool>>? filter)
    {
        var key = instance.Pk ?? throw new InvalidOperationException("get_next/get_previous cannot be used on unsaved objects.");
        var (lookup, sign) = next ? ("__gt", "") : ("__lt", "-");
        var value = GetField(field).GetValue(instance);
        var rows = instance.DatabaseAlias is { } alias ? DefaultRows.Using(alias) : DefaultRows;
        if (filter is not null) rows = rows.Filter(filter);
        return rows.Filter(new Q<T>(field + lookup, value) | (new Q<T>(field, value) & new Q<T>("pk" + lookup, key))).OrderBy(sign + field, sign + "pk");
    }

    private DoesNotExistException<T> NoNeighbour() => new($"{Name} matching query does not exist.");

    private QuerySet<T> Target(Model owner, string relation, object? key)
    {
        // 0 and "" are C#'s "never set".
        if (key is null or 0L or 0 or "") throw new DoesNotExistException<T>($"{owner.GetMeta().Name} has no {relation}.");
        return BaseRows.For(owner.DatabaseAlias);
    }
}
