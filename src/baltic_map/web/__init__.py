"""The pages: the scene as data, the folium elements that carry it, and the JavaScript that draws it."""
