using Quintet.Db.Sql;
using Quintet.Dispatch;

namespace Quintet.Db;

/// <summary>
/// An object of a model is about to be made for a row that was read, or for <c>GetOrCreate</c> and the like; of <c>new Book()</c> nobody hears.
/// </summary>
/// <param name="Model">The model's metadata: the object is not there yet.</param>
public sealed record PreInit<T>(ModelMeta Model)
    where T : Model;

/// <summary>An object was made, as <see cref="PreInit{T}"/> says, and has its values.</summary>
/// <param name="Instance">The object.</param>
public sealed record PostInit<T>(T Instance)
    where T : Model;

/// <summary>A row is about to be saved. <c>PreSave&lt;Model&gt;</c> hears of all models.</summary>
/// <param name="Instance">The object.</param>
/// <param name="Using">The database's alias.</param>
/// <param name="UpdateFields">The names of the fields that are written; null: all.</param>
/// <param name="Raw">The row is loaded from a fixture exactly as it stands there: a receiver should not touch other rows.</param>
public sealed record PreSave<T>(T Instance, string Using, IReadOnlySet<string>? UpdateFields = null, bool Raw = false)
    where T : Model;

/// <summary>A row was saved.</summary>
/// <param name="Instance">The object.</param>
/// <param name="Created">It is new.</param>
/// <param name="Using">The database's alias.</param>
/// <param name="UpdateFields">The names of the fields that are written; null: all.</param>
/// <param name="Raw">The row is loaded from a fixture exactly as it stands there: a receiver should not touch other rows.</param>
public sealed record PostSave<T>(T Instance, bool Created, string Using, IReadOnlySet<string>? UpdateFields = null, bool Raw = false)
    where T : Model;

/// <summary>A row is about to be deleted, by itself or with another one.</summary>
/// <param name="Instance">The object.</param>
/// <param name="Using">The database's alias.</param>
public sealed record PreDelete<T>(T Instance, string Using)
    where T : Model;

/// <summary>A row was deleted; its object still has the key.</summary>
/// <param name="Instance">The object.</param>
/// <param name="Using">The database's alias.</param>
public sealed record PostDelete<T>(T Instance, string Using)
    where T : Model;

/// <summary>The rows that a many-to-many relation leads to change. <c>M2MChanged&lt;Model&gt;</c> hears of all models.</summary>
/// <param name="Instance">The object whose rows change: of the model that has the field, or (<paramref name="Reverse"/>) of the target.</param>
/// <param name="Relation">The relation; its <c>Through</c> is what Django calls the sender.</param>
/// <param name="Action">What happens.</param>
/// <param name="Reverse">The change is made from the target's side.</param>
/// <param name="Model">The model of the rows that come or go.</param>
/// <param name="PkSet">Their keys; null where all are cleared.</param>
/// <param name="Using">The database's alias.</param>
public sealed record M2MChanged<T>(T Instance, ManyToManyMeta Relation, M2MAction Action, bool Reverse, ModelMeta Model, IReadOnlySet<object>? PkSet, string Using)
    where T : Model;

/// <summary>What happens to the rows of a many-to-many relation, and whether it is done already.</summary>
public enum M2MAction
{
    PreAdd,
    PostAdd,
    PreRemove,
    PostRemove,
    PreClear,
    PostClear,
}

/// <summary>Sends the signals of models, to those who listen to the model's own and to those who listen to all.</summary>
internal static class ModelSignals
{
    /// <summary>The signals in force; null where nobody listens, so that nothing is made for them.</summary>
    public static Signals? Current => Context.Current.Find(Signals.Key) is { IsEmpty: false } signals ? signals : null;

    /// <summary>The signals in force, where somebody listens to objects being made.</summary>
    public static Signals? OfObjects => Current is { } signals && (signals.HasReceiversOfKind(typeof(PreInit<>)) || signals.HasReceiversOfKind(typeof(PostInit<>))) ? signals : null;

    public static void PreInit<T>(Signals signals, ModelMeta model)
        where T : Model
    {
        if (signals.HasReceivers<PreInit<T>>()) signals.Send(new PreInit<T>(model));
        if (signals.HasReceivers<PreInit<Model>>()) signals.Send(new PreInit<Model>(model));
    }

    public static void PostInit<T>(Signals signals, T instance)
        where T : Model
    {
        if (signals.HasReceivers<PostInit<T>>()) signals.Send(new PostInit<T>(instance));
        if (signals.HasReceivers<PostInit<Model>>()) signals.Send(new PostInit<Model>(instance));
    }

    public static void PreSave<T>(Signals signals, T instance, string alias, IReadOnlySet<string>? updateFields, bool raw)
        where T : Model
    {
        if (signals.HasReceivers<PreSave<T>>()) signals.Send(new PreSave<T>(instance, alias, updateFields, raw));
        if (signals.HasReceivers<PreSave<Model>>()) signals.Send(new PreSave<Model>(instance, alias, updateFields, raw));
    }

    public static void PostSave<T>(Signals signals, T instance, bool created, string alias, IReadOnlySet<string>? updateFields, bool raw)
        where T : Model
    {
        if (signals.HasReceivers<PostSave<T>>()) signals.Send(new PostSave<T>(instance, created, alias, updateFields, raw));
        if (signals.HasReceivers<PostSave<Model>>()) signals.Send(new PostSave<Model>(instance, created, alias, updateFields, raw));
    }

    public static bool IsDeletionHeard<T>(Signals signals)
        where T : Model =>
        signals.HasReceivers<PreDelete<T>>() || signals.HasReceivers<PostDelete<T>>() || signals.HasReceivers<PreDelete<Model>>() || signals.HasReceivers<PostDelete<Model>>();

    public static void PreDelete<T>(Signals signals, T instance, string alias)
        where T : Model
    {
        if (signals.HasReceivers<PreDelete<T>>()) signals.Send(new PreDelete<T>(instance, alias));
        if (signals.HasReceivers<PreDelete<Model>>()) signals.Send(new PreDelete<Model>(instance, alias));
    }

    public static void PostDelete<T>(Signals signals, T instance, string alias)
        where T : Model
    {
        if (signals.HasReceivers<PostDelete<T>>()) signals.Send(new PostDelete<T>(instance, alias));
        if (signals.HasReceivers<PostDelete<Model>>()) signals.Send(new PostDelete<Model>(instance, alias));
    }

    public static void M2MChanged<T>(Signals signals, T instance, PairWay way, M2MAction action, IReadOnlySet<object>? keys, string alias)
        where T : Model
    {
        if (signals.HasReceivers<M2MChanged<T>>()) signals.Send(new M2MChanged<T>(instance, way.Relation, action, way.IsBack, way.Model, keys, alias));
        if (signals.HasReceivers<M2MChanged<Model>>()) signals.Send(new M2MChanged<Model>(instance, way.Relation, action, way.IsBack, way.Model, keys, alias));
    }
}
