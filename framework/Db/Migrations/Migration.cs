namespace Quintet.Db.Migrations;

/// <summary>One step of a database's history. Written by <c>makemigrations</c> into the app's <c>Migrations</c> folder, read and edited by people.</summary>
public abstract class Migration
{
    /// <summary>The name in <c>django_migrations</c>, <c>0002_book_genre</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The migrations that come before this one.</summary>
    public virtual IEnumerable<Dependency> Dependencies => [];

    /// <summary>What is done, in order.</summary>
    public virtual IEnumerable<Operation> Operations => [];

    /// <summary>
    /// Whether it runs in a transaction with its record (Django's <c>atomic</c>). Where not, each statement stands for itself: one that fails leaves those before it done, and
    /// the migration as not applied.
    /// </summary>
    public virtual bool Atomic => true;
}

/// <summary>A migration in the manifest. Generated.</summary>
/// <param name="AppLabel">The app whose namespace it stands in.</param>
/// <param name="Create">Makes it.</param>
public sealed record MigrationRegistration(string AppLabel, Func<Migration> Create);
