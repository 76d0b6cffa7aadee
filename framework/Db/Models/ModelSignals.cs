using Quintet.Dispatch;

namespace Quintet.Db;

/// <summary>A row is about to be saved. <c>PreSave&lt;Model&gt;</c> hears of all models.</summary>
/// <param name="Instance">The object.</param>
/// <param name="Using">The database's alias.</param>
public sealed record PreSave<T>(T Instance, string Using)
    where T : Model;

/// <summary>A row was saved.</summary>
/// <param name="Instance">The object.</param>
/// <param name="Created">It is new.</param>
/// <param name="Using">The database's alias.</param>
public sealed record PostSave<T>(T Instance, bool Created, string Using)
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

/// <summary>Sends the signals of models, to those who listen to the model's own and to those who listen to all.</summary>
internal static class ModelSignals
{
    /// <summary>The signals in force; null where nobody listens, so that nothing is made for them.</summary>
    public static Signals? Current => Context.Current.Find(Signals.Key) is { IsEmpty: false } signals ? signals : null;

    public static void PreSave<T>(Signals signals, T instance, string alias)
        where T : Model
    {
        if (signals.HasReceivers<PreSave<T>>()) signals.Send(new PreSave<T>(instance, alias));
        if (signals.HasReceivers<PreSave<Model>>()) signals.Send(new PreSave<Model>(instance, alias));
    }

    public static void PostSave<T>(Signals signals, T instance, bool created, string alias)
        where T : Model
    {
        if (signals.HasReceivers<PostSave<T>>()) signals.Send(new PostSave<T>(instance, created, alias));
        if (signals.HasReceivers<PostSave<Model>>()) signals.Send(new PostSave<Model>(instance, created, alias));
    }

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
}
