using Microsoft.EntityFrameworkCore;
using MvcPages;

// The bookshop as `dotnet new mvc` and the scaffolding of controllers write it: Razor views with tag helpers, a context for each request, queries that track.
// PAGES_TUNED=1: as those who know Entity Framework Core well write it, with contexts from a pool and without tracking.
var tuned = Environment.GetEnvironmentVariable("PAGES_TUNED") == "1";
var connection = $"Data Source={Environment.GetEnvironmentVariable("PAGES_DATABASE")}";
var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddControllersWithViews();
builder.Services.AddRouting(options => options.AppendTrailingSlash = true);
if (tuned) builder.Services.AddDbContextPool<ShopContext>(options => options.UseSqlite(connection).UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking));
else builder.Services.AddDbContext<ShopContext>(options => options.UseSqlite(connection));

var app = builder.Build();
app.UseStaticFiles();
app.UseRouting();
app.UseAuthorization();
app.MapControllers();
app.MapControllerRoute("default", "{controller=Home}/{action=Index}/{id?}");
app.Run();
