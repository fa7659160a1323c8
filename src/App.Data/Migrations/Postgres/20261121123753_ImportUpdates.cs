using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace App.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ImportUpdates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "source_broker",
                table: "portfolios",
                type: "character varying(50)",
                maxLength: 50,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "source_name",
                table: "portfolios",
                type: "character varying(255)",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "source_number",
                table: "portfolios",
                type: "character varying(10)",
                maxLength: 10,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "positions_version",
                table: "portfolio_snapshots",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "added",
                table: "imports",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "changed",
                table: "imports",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "fingerprint",
                table: "imports",
                type: "character varying(80)",
                maxLength: 80,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "positions_version",
                table: "imports",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "removed",
                table: "imports",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "undone_at",
                table: "imports",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "import_undos",
                columns: table => new
                {
                    portfolio_id = table.Column<Guid>(type: "uuid", nullable: false),
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    positions_version = table.Column<int>(type: "integer", nullable: false),
                    positions = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_undos", x => x.portfolio_id);
                    table.ForeignKey(
                        name: "fk_import_undos_portfolios_portfolio_id",
                        column: x => x.portfolio_id,
                        principalTable: "portfolios",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "import_undos");

            migrationBuilder.DropColumn(
                name: "source_broker",
                table: "portfolios");

            migrationBuilder.DropColumn(
                name: "source_name",
                table: "portfolios");

            migrationBuilder.DropColumn(
                name: "source_number",
                table: "portfolios");

            migrationBuilder.DropColumn(
                name: "positions_version",
                table: "portfolio_snapshots");

            migrationBuilder.DropColumn(
                name: "added",
                table: "imports");

            migrationBuilder.DropColumn(
                name: "changed",
                table: "imports");

            migrationBuilder.DropColumn(
                name: "fingerprint",
                table: "imports");

            migrationBuilder.DropColumn(
                name: "positions_version",
                table: "imports");

            migrationBuilder.DropColumn(
                name: "removed",
                table: "imports");

            migrationBuilder.DropColumn(
                name: "undone_at",
                table: "imports");
        }
    }
}
