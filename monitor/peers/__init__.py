"""With which municipalities another is compared, and where it differs from them."""

from monitor.peers.choice import CHOICES, LIKE, PROVINCE, TYPE, Member, Peers, peers_of
from monitor.peers.main_figures import Course, MainFigure, courses, main_figures
from monitor.peers.standing import Standing, standing, standing_out

__all__ = [
    "CHOICES",
    "LIKE",
    "PROVINCE",
    "TYPE",
    "Course",
    "MainFigure",
    "Member",
    "Peers",
    "Standing",
    "courses",
    "main_figures",
    "peers_of",
    "standing",
    "standing_out",
]
