using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace MvcPages;

public sealed class Author
{
    public long Id { get; set; }

    public string Name { get; set; } = "";
}

public sealed class Book
{
    public long Id { get; set; }

    public string Title { get; set; } = "";

    public long AuthorId { get; set; }

    public Author Author { get; set; } = null!;

    public DateTime Published { get; set; }

    public string? Genre { get; set; }

    public decimal Price { get; set; }

    public int Pages { get; set; }

    public bool InPrint { get; set; }
}

public sealed class Review
{
    public long Id { get; set; }

    public long BookId { get; set; }

    public string Name { get; set; } = "";

    public int Rating { get; set; }

    public string Text { get; set; } = "";

    public DateTime Created { get; set; }
}

/// <summary>What the form sends.</summary>
public sealed class ReviewInput
{
    [Required]
    [StringLength(100)]
    public string Name { get; set; } = "";

    [Range(1, 5)]
    public int Rating { get; set; }

    [Required]
    [StringLength(2000)]
    public string Text { get; set; } = "";
}

/// <summary>What the form's page shows.</summary>
public sealed record ReviewPage(Book Book, ReviewInput Input);

public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Book> Books => Set<Book>();

    public DbSet<Review> Reviews => Set<Review>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Author>().ToTable("shop_author");
        modelBuilder.Entity<Book>().ToTable("shop_book");
        modelBuilder.Entity<Review>().ToTable("shop_review");
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(string.Concat(property.Name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString())));
        }
    }
}
